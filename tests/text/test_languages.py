"""Sentences of every language that the multilingual encoder reads, and that the splitter must."""

import pytest
from crossframe.embedding.yardstick import PARALLEL
from crossframe.models import MULTILINGUAL_LANGUAGES
from crossframe.records import Article
from crossframe.text import primary_language, split_article, split_text

UNSPACED = {"ja", "zh"}
# Titles, initials, ordinals, numbers, quotations and marks as each language writes them.
WRITTEN = {
    "ar": [
        "سقط الجسر يوم الثلاثاء.",
        "من رآه؟",
        "قال د. سالم إن العمل بدأ.",
        "بلغت الخسائر 2.5 مليون؛ والعمل مستمر.",
        "جاء رئيس البلدية.",
    ],
    "de": [
        "Am 3. Oktober kam es im 19. Jahrhundert zu einem Brand.",
        "Der 1. FC Hafen siegte.",
        "Dr. Weber sprach mit Prof. Klein über ca. 20 Fälle, z. B. in Altdorf.",
        "Das Amt meldete rd. 40 Mio. Euro Schaden.",
        "„Wir bleiben hier“, sagte sie.",
        "„Kommt ihr mit?“, fragte er.",
        "Nr. 5 der Liste fehlt.",
        "Die Brücke fiel.",
    ],
    "en": [
        "Mr. Hale met Gen. R. T. Moss at 5 p.m.",
        "The U.S. envoy left.",
        "Who saw it?",
        "It cost $2.5 million.",
    ],
    "es": [
        "El Sr. López habló con la Dra. Ruiz.",
        "¿Quién lo vio?",
        "¡Cayó el puente!",
        "EE. UU. envió ayuda.",
        "Murieron 2.000 personas.",
        "El art. 5 lo prohíbe.",
        "La alcaldesa vino.",
    ],
    "fr": [
        "M. Durand et Mme Petit ont parlé.",
        "« Nous restons », a-t-elle dit.",
        "« Restons ! » a-t-il crié.",
        "Le pont est tombé !",
        "Qui l'a vu ?",
        "Il habite au no. 5 de la rue, cf. p. 12.",
        "Les dégâts sont évalués à env. 3 millions.",
        "Le maire est venu.",
    ],
    "it": [
        "Il sig. Bianchi e la dott.ssa Verdi sono arrivati.",
        "Il prof. Neri abita in via Roma n. 5.",
        "« Restiamo qui », ha detto.",
        "Il ponte è crollato alle 5.30.",
        "Chi l'ha visto?",
        "L'on. Gallo ha parlato.",
    ],
    "ja": [
        "橋は火曜日に閉鎖された。",
        "誰が見たのか？",
        "「私たちは残ります。」と彼女は言った。",
        "市長が来た。",
    ],
    "ko": [
        "다리가 화요일에 폐쇄됐다.",
        "누가 봤나?",
        '"우리는 남겠다"고 그는 말했다.',
        "피해액은 2.5억 원이다.",
        "시장이 왔다.",
    ],
    "nl": [
        "Dhr. Smit sprak met mevr. De Boer.",
        "Er waren ca. 20 gewonden, o.a. in Dorp.",
        "De brug viel om 5.30 uur.",
        "Prof. dr. Visser kwam.",
        "Wie zag het?",
        "’s Avonds kwam de burgemeester.",
        "Het kostte 3 mln. euro.",
    ],
    "pl": [
        "Prof. Kowalik rozmawiał z dr. Nowym.",
        "Most zamknięto 3 maja 2024 r. po wypadku.",
        "Otwarto go w 2020 r.",
        "Zginęło ok. 20 osób, m.in. w Porcie.",
        "Kto to widział?",
        "Ul. Polna 5 jest zamknięta.",
        "Burmistrz przyjechał.",
        "To kosztuje 5 tys. zł.",
    ],
    "pt": [
        "O Sr. Lopes falou com a Dra. Reis.",
        "Custou R$ 2.000.",
        "Quem viu?",
        "O art. 5 proíbe isso.",
        "A ponte caiu.",
        "O prof. Nunes veio.",
    ],
    "ru": [
        "А. С. Петров и проф. Иванов приехали.",
        "Мост закрыли 3 мая 2024 г. после аварии.",
        "Его открыли в 2020 г.",
        "Погибло ок. 20 чел., в т. ч. дети.",
        "Кто это видел?",
        "Ущерб — 5 млн руб. за день.",
        "На ул. Мира 5 домов.",
        "Мэр приехал.",
    ],
    "th": [
        "สะพานข้ามท่าเรือถูกปิดเมื่อวันอังคาร",
        "นายกเทศมนตรีมาถึงในเวลาบ่ายโมง และกล่าวว่า ความเสียหาย 2.5 ล้านบาท",
    ],
    "tr": [
        "Dr. Kaya ile Prof. Demir konuştu.",
        "Köprü saat 17.30'da kapandı.",
        "19. Yüzyılda yapıldı.",
        "Kim gördü?",
        "Sn. Başkan geldi.",
        "3. köprü açıldı.",
        "Hasar yaklaşık 5 mlyn. lira.",
    ],
    "zh": [
        "大桥于周二关闭。",
        "谁看见了？",
        "“我们留下。”她说。",
        "损失达2.5亿元！",
        "市长来了。",
    ],
    "zh-TW": [
        "大橋於週二關閉。",
        "誰看見了？",
        "「我們留下。」她說。",
        "損失達2.5億元！",
        "市長來了。",
    ],
}


def joined(sentences: list[str], language: str) -> str:
    return ("" if language in UNSPACED else " ").join(sentences)


@pytest.mark.parametrize("tag", sorted(WRITTEN))
def test_each_language_is_cut_at_its_sentences(tag: str) -> None:
    language, sentences = primary_language(tag), WRITTEN[tag]
    text = joined(sentences, language)
    assert [text[s.start : s.end] for s in split_text(text, language)] == sentences


@pytest.mark.parametrize("language", sorted(PARALLEL))
def test_the_yardstick_is_cut_at_its_sentences(language: str) -> None:
    sentences = list(PARALLEL[language])
    text = joined(sentences, language)
    assert [text[s.start : s.end] for s in split_text(text, language)] == sentences


def test_all_languages_of_the_encoder_are_tried() -> None:
    assert {primary_language(tag) for tag in WRITTEN} == MULTILINGUAL_LANGUAGES == set(PARALLEL)


def test_the_language_of_an_article_decides() -> None:
    text = "Am 3. Oktober fiel die Brücke."
    articles = [
        Article("a", "e", "O", "T", text, "", "x", language=code) for code in ("de-AT", None)
    ]
    found = [[s.text for s in split_article(article)] for article in articles]
    assert found == [[text], ["Am 3.", "Oktober fiel die Brücke."]]


def test_a_dutch_article_is_no_byline() -> None:
    text = "De Grote Brug Van Dorp."
    kinds = [split_text(f"{text} Hij viel.", code)[0].kind for code in ("nl", "es")]
    assert kinds == ["statement", "byline"]
