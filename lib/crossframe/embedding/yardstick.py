"""Encoder -> how alike it finds translations, and sentences that have nothing in common.

Six sentences, written for crossframe, in each of fifteen languages. Encoders differ in how far
apart they set things: what is nearly the same to one is far off to another. By these sentences
their cosines are brought to one scale, and an encoder that was not made for several languages is
told from one that was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from crossframe.records import Matrix, Vectors

PARALLEL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ar": (
            "أُغلق الجسر فوق الميناء يوم الثلاثاء بعد تشقق دعامتين.",
            "بدأ المعلمون في المقاطعة الشمالية إضرابًا للمطالبة برفع الأجور.",
            "ستبني الشركة مصنعًا للبطاريات قرب العاصمة في العام المقبل.",
            "غمرت الأمطار الغزيرة عدة قرى، وغادر مئات الأشخاص منازلهم.",
            "قضت المحكمة بأن قانون الضرائب الجديد يخالف الدستور.",
            "عثر العلماء على سفينة محفوظة جيدًا في قاع البحيرة.",
        ),
        "de": (
            (
                "Die Brücke über den Hafen wurde am Dienstag gesperrt, nachdem zwei Stützen Risse "
                "bekommen hatten."
            ),
            "Lehrer in der nördlichen Provinz haben einen Streik für höhere Löhne begonnen.",
            "Das Unternehmen wird nächstes Jahr nahe der Hauptstadt eine Batteriefabrik bauen.",
            (
                "Starker Regen überschwemmte mehrere Dörfer, und Hunderte Menschen verließen ihre "
                "Häuser."
            ),
            "Das Gericht entschied, dass das neue Steuergesetz gegen die Verfassung verstößt.",
            "Wissenschaftler fanden ein gut erhaltenes Schiff auf dem Grund des Sees.",
        ),
        "en": (
            "The bridge over the harbour was closed on Tuesday after two supports cracked.",
            "Teachers in the northern province began a strike for higher wages.",
            "The company will build a battery factory near the capital next year.",
            "Heavy rain flooded several villages, and hundreds of people left their homes.",
            "The court ruled that the new tax law breaks the constitution.",
            "Scientists found a well preserved ship at the bottom of the lake.",
        ),
        "es": (
            (
                "El puente sobre el puerto se cerró el martes después de que se agrietaran "
                "dos pilares."
            ),
            "Los maestros de la provincia del norte iniciaron una huelga por mejores salarios.",
            "La empresa construirá una fábrica de baterías cerca de la capital el próximo año.",
            "Las fuertes lluvias inundaron varios pueblos y cientos de personas dejaron sus casas.",
            "El tribunal dictaminó que la nueva ley de impuestos viola la constitución.",
            "Los científicos encontraron un barco bien conservado en el fondo del lago.",
        ),
        "fr": (
            "Le pont au-dessus du port a été fermé mardi après la fissuration de deux piliers.",
            (
                "Les enseignants de la province du nord ont commencé une grève pour de meilleurs "
                "salaires."
            ),
            "L'entreprise construira une usine de batteries près de la capitale l'année prochaine.",
            (
                "De fortes pluies ont inondé plusieurs villages et des centaines de personnes ont "
                "quitté leur maison."
            ),
            "Le tribunal a jugé que la nouvelle loi fiscale est contraire à la constitution.",
            "Des scientifiques ont trouvé un navire bien conservé au fond du lac.",
        ),
        "it": (
            "Il ponte sul porto è stato chiuso martedì dopo che due piloni si sono crepati.",
            (
                "Gli insegnanti della provincia settentrionale hanno iniziato uno sciopero per "
                "salari più alti."
            ),
            "L'azienda costruirà una fabbrica di batterie vicino alla capitale l'anno prossimo.",
            (
                "Le forti piogge hanno allagato diversi villaggi e centinaia di persone hanno "
                "lasciato le loro case."
            ),
            "Il tribunale ha stabilito che la nuova legge fiscale viola la costituzione.",
            "Gli scienziati hanno trovato una nave ben conservata sul fondo del lago.",
        ),
        "ja": (
            "港に架かる橋は、二本の支柱にひびが入ったため、火曜日に閉鎖された。",
            "北部の州の教師たちは、賃上げを求めてストライキを始めた。",
            "その会社は来年、首都の近くに電池工場を建設する。",
            "大雨でいくつかの村が浸水し、数百人が家を離れた。",
            "裁判所は、新しい税法は憲法に違反するとの判決を下した。",
            "科学者たちは湖の底で保存状態の良い船を発見した。",
        ),
        "ko": (
            "항구 위의 다리가 지지대 두 개에 금이 간 뒤 화요일에 폐쇄되었다.",
            "북부 지방의 교사들이 임금 인상을 요구하며 파업을 시작했다.",
            "그 회사는 내년에 수도 근처에 배터리 공장을 지을 것이다.",
            "폭우로 여러 마을이 침수되어 수백 명이 집을 떠났다.",
            "법원은 새로운 세법이 헌법에 위배된다고 판결했다.",
            "과학자들이 호수 바닥에서 잘 보존된 배를 발견했다.",
        ),
        "nl": (
            "De brug over de haven werd dinsdag gesloten nadat twee pijlers waren gescheurd.",
            "Leraren in de noordelijke provincie zijn een staking begonnen voor hogere lonen.",
            "Het bedrijf bouwt volgend jaar een batterijfabriek in de buurt van de hoofdstad.",
            (
                "Zware regen zette verschillende dorpen onder water en honderden mensen verlieten "
                "hun huis."
            ),
            "De rechtbank oordeelde dat de nieuwe belastingwet in strijd is met de grondwet.",
            "Wetenschappers vonden een goed bewaard schip op de bodem van het meer.",
        ),
        "pl": (
            "Most nad portem zamknięto we wtorek po tym, jak pękły dwa filary.",
            "Nauczyciele w północnej prowincji rozpoczęli strajk o wyższe płace.",
            "Firma zbuduje w przyszłym roku fabrykę baterii w pobliżu stolicy.",
            "Ulewny deszcz zalał kilka wsi, a setki ludzi opuściły swoje domy.",
            "Sąd orzekł, że nowa ustawa podatkowa narusza konstytucję.",
            "Naukowcy znaleźli dobrze zachowany statek na dnie jeziora.",
        ),
        "pt": (
            "A ponte sobre o porto foi fechada na terça-feira depois que dois pilares racharam.",
            "Os professores da província do norte iniciaram uma greve por salários mais altos.",
            "A empresa construirá uma fábrica de baterias perto da capital no próximo ano.",
            "Chuvas fortes inundaram várias aldeias e centenas de pessoas deixaram suas casas.",
            "O tribunal decidiu que a nova lei tributária viola a constituição.",
            "Cientistas encontraram um navio bem preservado no fundo do lago.",
        ),
        "ru": (
            "Мост через гавань закрыли во вторник после того, как треснули две опоры.",
            "Учителя в северной провинции начали забастовку с требованием повысить зарплату.",
            "В следующем году компания построит завод аккумуляторов недалеко от столицы.",
            "Сильный дождь затопил несколько деревень, и сотни людей покинули свои дома.",
            "Суд постановил, что новый налоговый закон нарушает конституцию.",
            "Учёные нашли хорошо сохранившийся корабль на дне озера.",
        ),
        "th": (
            "สะพานข้ามท่าเรือถูกปิดเมื่อวันอังคารหลังจากเสาสองต้นแตกร้าว",
            "ครูในจังหวัดทางเหนือเริ่มประท้วงหยุดงานเพื่อเรียกร้องค่าจ้างที่สูงขึ้น",
            "บริษัทจะสร้างโรงงานแบตเตอรี่ใกล้เมืองหลวงในปีหน้า",
            "ฝนตกหนักทำให้น้ำท่วมหลายหมู่บ้าน และผู้คนหลายร้อยคนต้องออกจากบ้าน",
            "ศาลตัดสินว่ากฎหมายภาษีฉบับใหม่ขัดต่อรัฐธรรมนูญ",
            "นักวิทยาศาสตร์พบเรือที่อยู่ในสภาพดีที่ก้นทะเลสาบ",
        ),
        "tr": (
            "Limanın üzerindeki köprü, iki ayağı çatladıktan sonra salı günü kapatıldı.",
            "Kuzey ilindeki öğretmenler daha yüksek ücret için greve başladı.",
            "Şirket gelecek yıl başkentin yakınında bir pil fabrikası kuracak.",
            "Şiddetli yağmur birkaç köyü su altında bıraktı ve yüzlerce insan evini terk etti.",
            "Mahkeme, yeni vergi yasasının anayasaya aykırı olduğuna karar verdi.",
            "Bilim insanları gölün dibinde iyi korunmuş bir gemi buldu.",
        ),
        "zh": (
            "由于两根支柱开裂，港口上的大桥于周二关闭。",
            "北部省份的教师开始罢工，要求提高工资。",
            "该公司明年将在首都附近建造一座电池工厂。",
            "暴雨淹没了几个村庄，数百人离开了家园。",
            "法院裁定新的税法违反宪法。",
            "科学家在湖底发现了一艘保存完好的船。",
        ),
    }
)

# A language is bridged if its sentences find their translations so often among the six. Of the
# packaged encoders the multilingual one finds all of them in each of the fifteen languages, the
# English one .17 to .83 from those to English.
_BRIDGED = 0.9
_DECIMALS = 3


class Scale(NamedTuple):
    """What the cosines of an encoder mean, by the sentences of `PARALLEL`.

    `unrelated` is the mean cosine of sentences of different languages that have nothing in common,
    `same` that of translations; `found` says for each language how often, 0..1, a sentence of
    another language finds its translation among the six.
    """

    unrelated: float
    same: float
    found: Mapping[str, float]

    def of(self, cosines: Matrix) -> Matrix:
        """Cosines on the scale on which 0 is unrelated and 1 a translation.

        >>> Scale(0.1, 0.7, {}).of(np.array([0.1, 0.7, 0.4])).round(2).tolist()
        [0.0, 1.0, 0.5]
        """
        scaled: Matrix = (cosines - self.unrelated) / max(self.same - self.unrelated, 1e-6)
        return scaled

    def bridges(self, language: str) -> bool:
        """Whether sentences of a language are near their translations; one not tried is trusted.

        >>> Scale(0.1, 0.7, {"es": 1.0, "th": 0.2}).bridges("th")
        False
        """
        return self.found.get(language, 1.0) >= _BRIDGED


def measure_scale(encode: Callable[[Sequence[str]], Vectors]) -> Scale:
    """Measures the scale of an encoder.

    Args:
        encode: Gives unit rows, float32 (n, d), row for row beside n texts.

    Returns:
        The scale, to three decimals.
    """
    languages = sorted(PARALLEL)
    texts = [text for language in languages for text in PARALLEL[language]]
    each = len(texts) // len(languages)
    vectors = encode(texts).astype(np.float64)
    language, number = np.divmod(np.arange(len(texts)), each)
    cosines = vectors @ vectors.T
    across = language[:, None] != language[None, :]
    alike = number[:, None] == number[None, :]
    blocks = cosines.reshape(len(languages), each, len(languages), each)
    hits = blocks.argmax(axis=3) == np.arange(each)[:, None]
    found = {
        name: round(float(np.delete(hits[k], k, axis=1).mean()), _DECIMALS)
        for k, name in enumerate(languages)
    }
    return Scale(
        unrelated=round(float(cosines[across & ~alike].mean()), _DECIMALS),
        same=round(float(cosines[across & alike].mean()), _DECIMALS),
        found=found,
    )
