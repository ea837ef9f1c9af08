"""A kind of cluster -> what starts a scheduler and workers there, ready to be adapted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_MACHINES = """\
# Machines that reach each other, over SSH or by hand. On every one of them the same crossframe, at
# the same path, from the same requirements.lock: pip install 'crossframe[cluster]'

# hosts.txt has a host a line, the first is the scheduler's as well. Needs `pip install paramiko`.
dask ssh --hostfile hosts.txt --nworkers 8 --nthreads 1 \\
  --remote-python /shared/crossframe/.venv/bin/python
crossframe run articles.jsonl --scheduler tcp://FIRST_HOST:8786

# The same by hand, with TLS: whoever reaches a scheduler without it can run code on all machines.
dask scheduler --protocol tls --tls-ca-file ca.pem --tls-cert node.pem --tls-key node-key.pem
dask worker tls://FIRST_HOST:8786 --nworkers 8 --nthreads 1 \\
  --tls-ca-file ca.pem --tls-cert node.pem --tls-key node-key.pem
crossframe run articles.jsonl --scheduler tls://FIRST_HOST:8786 \\
  --scheduler-tls-ca ca.pem --scheduler-tls-cert node.pem --scheduler-tls-key node-key.pem
"""

_SLURM = '''\
"""A scheduler here, and workers that Slurm starts. Needs `pip install dask-jobqueue`."""

from dask_jobqueue import SLURMCluster

cluster = SLURMCluster(
    cores=1,  # one thread a worker, one worker a job: Slurm places them best
    processes=1,
    memory="4GB",
    walltime="02:00:00",
    python="/shared/crossframe/.venv/bin/python",  # the same environment on every node
    scheduler_options={"port": 8786},
)
cluster.scale(jobs=16)
print(cluster.job_script())
print(f"--scheduler {cluster.scheduler_address} --scheduler-wait 3600")  # they stand in a queue
input("Enter ends the workers.")
'''

_KUBERNETES = """\
# For the Dask operator: helm install --repo https://helm.dask.org --generate-name \\
#   dask-kubernetes-operator
# The image has Python and `pip install 'crossframe[cluster]'`, as where crossframe is called.
#
#   kubectl apply -f cluster.yaml
#   kubectl port-forward service/crossframe-scheduler 8786:8786
#   crossframe run articles.jsonl --scheduler tcp://127.0.0.1:8786
apiVersion: kubernetes.dask.org/v1
kind: DaskCluster
metadata:
  name: crossframe
spec:
  worker:
    replicas: 8
    spec:
      containers:
        - name: worker
          image: YOUR_REGISTRY/crossframe:0.1.0
          args: [dask, worker, --name, $(DASK_WORKER_NAME), --nthreads, "1", --no-dashboard]
          resources:
            requests: {cpu: "1", memory: 2Gi}
            limits: {memory: 4Gi}
  scheduler:
    spec:
      containers:
        - name: scheduler
          image: YOUR_REGISTRY/crossframe:0.1.0
          args: [dask, scheduler, --host, 0.0.0.0]
          ports:
            - {name: tcp-comm, containerPort: 8786, protocol: TCP}
            - {name: http-dashboard, containerPort: 8787, protocol: TCP}
          readinessProbe:
            httpGet: {port: http-dashboard, path: /health}
            periodSeconds: 1
            timeoutSeconds: 300
    service:
      type: ClusterIP
      selector:
        dask.org/cluster-name: crossframe
        dask.org/component: scheduler
      ports:
        - {name: tcp-comm, protocol: TCP, port: 8786, targetPort: tcp-comm}
        - {name: http-dashboard, protocol: TCP, port: 8787, targetPort: http-dashboard}
"""

RECIPES: Mapping[str, str] = MappingProxyType(
    {"ssh": _MACHINES, "slurm": _SLURM, "kubernetes": _KUBERNETES}
)
