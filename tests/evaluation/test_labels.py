import json
from collections.abc import Callable
from pathlib import Path

import pytest
from crossframe.errors import GoldError
from crossframe.evaluation.agreement import nominal_agreement
from crossframe.evaluation.evaluate import articles_beside
from crossframe.evaluation.labels import find_labels, place_pairs, read_labels
from crossframe.evaluation.pair_table import Mention, read_pair_table
from crossframe.records import ClaimMap

HEAD = "event_id,article_a,sentence_a,article_b,sentence_b,label\n"
FELL = "A span of the bridge fell into the harbour on Tuesday."


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(text: str, name: str = "labels.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_sentences_go_by_number_or_by_text(write: Callable[..., Path], small_map: ClaimMap) -> None:
    path = write(f'{HEAD}small,post-1,"{FELL}",tide-1,0,same\nsmall,post-1,1,voice-1,0,NOT\n')
    labels = read_labels(path)
    assert (labels.form, labels.events) == ("pairs", ("small",))
    first, second = place_pairs(labels, small_map)
    assert (first.a, first.b, first.label) == (("post-1", 0), ("tide-1", 0), "same")
    assert (second.a, second.b, second.label) == (("post-1", 1), ("voice-1", 0), "not")


@pytest.mark.parametrize(
    "head",
    [
        "Event ID;Article A;Sentence A;Article B;Sentence B;Label",
        "event\tarticle-1\tsentence-1\tarticle-2\tsentence-2\tjudgement",
        "\ufeffnote,article_id_a,text_a,article_id_b,text_b,code",
    ],
)
def test_headings_may_differ(write: Callable[..., Path], head: str) -> None:
    delimiter = next(mark for mark in ";\t," if mark in head)
    row = delimiter.join(["small", "post-1", "0", "tide-1", "0", "partial"])
    (pair,) = read_pair_table(write(f"{head}\n{row}\n\n"))
    assert pair.a == Mention("post-1", 0)
    assert pair.label == "partial"


def test_a_text_may_differ_in_blanks_and_be_cut(
    write: Callable[..., Path], small_map: ClaimMap
) -> None:
    cut = "a span of the  bridge fell into the harbour"
    path = write(f'{HEAD},post-1,"{cut}",tide-1,"{FELL[:-1]} morning. And more.",same\n')
    (pair,) = place_pairs(read_labels(path), small_map)
    assert (pair.a, pair.b) == (("post-1", 0), ("tide-1", 0))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("small,post-1,0,tide-1,0,smae", r":3: label 'smae'; allowed: .*did you mean 'same'"),
        ("small,post-1,0,tide-1,0", r":3: label is empty"),
        ("small,post-1,0,post-1,0,same", r":3: a sentence paired with itself"),
    ],
)
def test_an_unusable_row_is_named_with_its_line(
    write: Callable[..., Path], row: str, message: str
) -> None:
    with pytest.raises(GoldError, match=message):
        read_labels(write(f"{HEAD}small,post-1,0,tide-1,0,same\n{row}\n"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("small,post-9,0,tide-1,0,same", r"labels.csv:2: .*no article 'post-9'; the nearest is"),
        ("small,post-1,9,tide-1,0,same", r":2: 'post-1' has no sentence 9; it has 3"),
        ("small,post-1,The mayor slept,tide-1,0,same", r"no sentence 'The mayor slept'; the near"),
    ],
)
def test_what_is_not_there_is_named_with_what_is_nearest(
    write: Callable[..., Path], small_map: ClaimMap, row: str, message: str
) -> None:
    with pytest.raises(GoldError, match=message):
        place_pairs(read_labels(write(f"{HEAD}{row}\n")), small_map)


def test_a_table_without_a_column_or_a_pair_is_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(GoldError, match=r"labels\.csv:1: no column 'label'"):
        read_labels(write("article_a,sentence_a,article_b,sentence_b\n"))
    with pytest.raises(GoldError, match="no pair below its headings"):
        read_labels(write(HEAD))
    with pytest.raises(GoldError, match=r"neither \.csv, \.tsv nor \.jsonl"):
        read_labels(write("", "labels.xlsx"))


def test_lines_are_counted_through_broken_cells(write: Callable[..., Path]) -> None:
    text = f'{HEAD}small,post-1,"a\nb",tide-1,0,same\nsmall,post-1,0,tide-1,0,what\n'
    with pytest.raises(GoldError, match=r"labels\.csv:4: label 'what'"):
        read_labels(write(text))


def sentence(article: str, index: int, text: str, *claims: str, kind: str = "statement") -> str:
    row = {"event_id": "small", "article_id": article, "sentence_index": index, "text": text}
    return json.dumps({**row, "kind": kind, "claims": claims})


def test_labelled_sentences_become_pairs(write: Callable[..., Path], small_map: ClaimMap) -> None:
    rows = [
        sentence("post-1", 0, FELL, "fell", "tuesday"),
        sentence("tide-1", 0, FELL.replace("Tuesday", "Tuesday morning"), "fell", "tuesday"),
        sentence("voice-1", 0, "A span of the bridge fell into the harbour.", "fell"),
        sentence("post-1", 1, "Four people were killed, police said.", "dead"),
        sentence("post-2", 0, "Photo: Harbour Post / M. Ode", kind="credit"),
    ]
    labels = read_labels(write("\n".join(rows), "small.jsonl"))
    assert labels.form == "sentences"
    pairs = place_pairs(labels, small_map)
    assert len(pairs) == 5  # four statements; the two of one article are no pair
    assert [pair.n_shared for pair in pairs if pair.label == "same"] == [2, 1, 1]


def test_a_label_line_that_lacks_something_is_named(write: Callable[..., Path]) -> None:
    with pytest.raises(GoldError, match=r"small\.jsonl:1: KeyError 'claims'"):
        read_labels(write('{"article_id": "x", "text": "y"}\n', "small.jsonl"))
    with pytest.raises(GoldError, match="holds no label"):
        read_labels(write("\n", "small.jsonl"))


def test_most_coders_win_and_a_tie_counts_neither_way(
    write: Callable[..., Path], small_map: ClaimMap
) -> None:
    head = HEAD.replace("label", "label,coder")
    rows = [
        *("small,post-1,0,tide-1,0,same,ann", "small,tide-1,0,post-1,0,same,bo"),
        *("small,post-1,0,tide-1,0,not,cy", "small,post-1,1,tide-1,0,same,ann"),
        "small,post-1,1,tide-1,0,not,bo",
    ]
    labels = read_labels(write(head + "\n".join(rows)))
    assert [pair.label for pair in place_pairs(labels, small_map)] == ["same", "partial"]


def test_krippendorffs_alpha_by_hand() -> None:
    def coded(*labels: str) -> dict[str, str]:
        return {str(coder): label for coder, label in enumerate(labels)}

    agreement = nominal_agreement(
        [coded("same", "same"), coded("not", "not"), coded("same", "not")]
    )
    # 6 values, 3 of each; observed disagreement 2, expected 2 * 9 / 5
    assert agreement.alpha == pytest.approx(1 - 2 / (18 / 5), abs=1e-4)
    assert (agreement.n_coders, agreement.n_pairs) == (2, 3)
    assert nominal_agreement([coded("same")]).alpha is None
    assert nominal_agreement([coded("same", "same")]).alpha is None


def test_labels_are_found_by_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_labels("", "flood", tmp_path) is None
    (tmp_path / "mine").mkdir()
    with pytest.raises(GoldError, match="neither gold_pairs"):
        find_labels("mine", "flood", tmp_path)
    (tmp_path / "mine/flood.csv").write_text(HEAD)
    assert find_labels("mine", "flood", tmp_path) == tmp_path / "mine/flood.csv"
    with pytest.raises(GoldError, match="no such file or folder; write a CSV"):
        find_labels("theirs", "flood", tmp_path)


def test_labels_of_the_demonstration_tell_of_its_own_articles_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds/labels").mkdir(parents=True)
    labels = tmp_path / "seeds/labels/flood.jsonl"
    labels.write_text("{}")
    for own in ("seeds/events", "seeds/events/flood.jsonl"):
        assert find_labels("", "flood", Path(own)) == labels
    assert find_labels("", "flood", tmp_path / "flood.jsonl") is None
    assert find_labels("seeds/labels", "flood", tmp_path / "flood.jsonl") == labels


def test_articles_are_looked_for_beside_the_labels(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "events").mkdir()
    labels = tmp_path / "labels/flood.jsonl"
    with pytest.raises(GoldError, match="name them: --articles"):
        articles_beside(labels)
    (tmp_path / "events/flood.jsonl").touch()
    assert articles_beside(labels) == tmp_path / "events/flood.jsonl"
