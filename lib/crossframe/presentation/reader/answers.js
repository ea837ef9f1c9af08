/** Questions to the kernel and their answers. */

export function makeAsker(model) {
  const waiting = new Map();
  const own = Math.random().toString(36).slice(2);
  let asked = 0;

  function hear(content) {
    const settle = waiting.get(content?.answer);
    if (!settle) return; // of another view of the same reader
    waiting.delete(content.answer);
    if (content.error) settle.reject(new Error(content.error));
    else settle.resolve(content);
  }

  model.on("msg:custom", hear);
  return {
    ask(question) {
      const ask = `${own}-${asked++}`;
      return new Promise((resolve, reject) => {
        waiting.set(ask, { resolve, reject });
        model.send({ ask, ...question });
      });
    },
    close() {
      model.off("msg:custom", hear);
      waiting.clear();
    },
  };
}
