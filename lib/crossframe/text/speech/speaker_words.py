"""Words that tell what kind of speaker a noun phrase names."""

from __future__ import annotations

PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them", "his", "their", "its"})
# Of these "X said" means no act of speech by anybody the article could name.
EMPTY = frozenset(
    """
    all both d elect everything former here i it's ll m me re s that the there these this those us
    ve we what which who whom you
    """.split()  # noqa: SIM905
)
TITLES = frozenset(
    """
    adm admiral ambassador archbishop asst attorney atty baron bishop brother capt captain
    cardinal ceo cfo chancellor chief clerk cmdr coach col colonel commander commissioner
    congressman congresswoman const constable coroner corporal councillor councilman councilwoman
    cpl cto dame deputy det detective dist dr father fr gen general gm gov governor imam insp
    inspector judge justice king lady lawyer lieutenant lord lt maj major mayor minister miss mr
    mrs ms msgr mx officer pope premier pres president prince princess private prof professor
    prosecutor pvt queen rabbi rep representative rev reverend secretary sen senator sergeant sgt
    sheikh sheriff sir sister superintendent supt trooper undersheriff
    """.split()  # noqa: SIM905
)
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lady", "lord", "the", "a"})
OFFICES = frozenset(
    """
    administration administrator agency airline airport alliance ambassador army association
    attorney authorities authority bank bishop board body boss brigade broadcaster bureau cabinet
    campaign captain center centre chair chairman chairwoman chancellor channel charity chief
    church city club coach coalition coastguard college command commander commission commissioner
    committee company congress consortium consulate contractor corporation council country county
    court defence defense delegation department director district division dpa embassy examiner
    executive family federation firm force forces foundation government governor group guard head
    hospital house industry inspectorate institute institution investigator judge junta jury king
    kremlin leader leadership magazine maker management manufacturer mayor media military minister
    ministry mission monarch movement nation nato navy network newspaper ngo office ombudsman
    opposition organisation organization owner paper parliament party police pope premier
    presidency president press prison producer prosecution prosecutor publisher queen regime
    regulator school secretary senate service sheriff side squad staff state station studio summit
    syndicate team television tribunal troop troops tv union unit university watchdog wire
    """.split()  # noqa: SIM905
)
# Offices that one person holds.
POSTS = frozenset(
    """
    administrator ambassador boss chair chairman chairwoman chancellor chief coach commander
    commissioner director executive founder governor head king leader mayor minister owner pope
    premier president prince princess prosecutor queen secretary sheriff spokesman spokesperson
    spokeswoman
    """.split()  # noqa: SIM905
)
# Whatever is read, heard or seen: papers, and the instruments that one reads.
PAPERS = frozenset(
    """
    account ad advert advertisement advisory affidavit alert analysis announcement article
    assessment audit autopsy bill bio biography blog book briefing broadcast brochure bulletin
    calculation charge chart clock communique complaint constitution data decree diary dispatch
    document documentary dossier draft e-mail editorial email entry estimate evidence feed feedback
    figure file filing finding footage form gauge guideline handbook headline indictment information
    inquiry inscription instruction investigation judgment label law lawsuit leaflet letter log
    manual map memo memoir memorandum message meter motion news note notice opinion order page
    petition plan poll post poster press-release profile programme proposal prospectus publication
    reading record recording regulation release report research resolution review rule ruling scale
    sensor sheet sign site statement statistic story study suit summary survey testimony text
    thermometer transcript treaty tweet verdict video warrant website
    """.split()  # noqa: SIM905
)
BODY_SUFFIXES = frozenset(
    """
    ag agency association authority bank board book bureau center centre church club co coalition
    commission committee company corp corporation council court department federation forum
    foundation fund gmbh group guild herald holdings hospital inc institute journal labs league llc
    ltd magazine ministry networks news office organisation organization party plc police post press
    sa service services society solutions systems technologies times tribune trust union university
    watch
    """.split()  # noqa: SIM905
)

# Before a name these say that it is a firm's: "operator Norlen Gate".
FIRMS = frozenset(
    """
    agency airline bank brand broadcaster carrier chain chipmaker company consultancy contractor
    developer firm giant group insurer maker manufacturer newspaper operator paper provider
    publisher retailer startup supplier utility vendor website
    """.split()  # noqa: SIM905
)
PEOPLE = frozenset(
    """
    academic acquaintance adult adversary analyst anyone associate athlete aunt boy boyfriend
    brother celebrity chef child civilian classmate cleric clerk co-worker colleague cop couple
    cousin coworker crew critic crowd dad daughter dean defendant detective diplomat dozen everybody
    everyone expert family fan father friend girl girlfriend granddaughter grandfather grandmother
    grandson group guest guy hero holdout husband insider kid lady local man many mate mechanic
    medic mom mother mum neighbour nephew niece nurse official one opponent other pair parent
    partner people person pilot plaintiff player proponent pundit refugee relative rep
    representative rival roommate sister some somebody someone son source spokesperson star
    survivor suspect teammate teen tourist twin uncle victim wife witness woman youth
    """.split()  # noqa: SIM905
)
# Nouns of people mostly end so; of others, few that end so can be said to say anything.
OF_PEOPLE = (
    "er",
    "or",
    "ist",
    "man",
    "ian",
    "ant",
    "men",
    "eer",
    "ee",
    "yst",
    "dent",
    "gent",
    "ient",
    "witness",
)
# Before a name they make it one of a work: "the film Kos".
WORKS = frozenset(
    """
    album blog book comedy documentary drama film game hit magazine movie musical novel opera play
    programme sequel serial series show single sitcom soap song
    """.split()  # noqa: SIM905
)
# They end as words for people do.
THINGS = frozenset(
    """
    airliner banner carrier center committee container corner cruiser december degree destroyer
    dinner factor flier former freighter letter liner list marker matter november number october
    order paper plant power quarter river september steamer sticker summer tanker three tower
    trawler water weather winter year
    """.split()  # noqa: SIM905
)
