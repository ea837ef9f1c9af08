"""Words that tell what kind of speaker a noun phrase names."""

from __future__ import annotations

PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them", "his", "their", "its"})
# Of these "X said" means no act of speech by anybody the article could name.
EMPTY = frozenset(
    "i we you us me this that these those there what which who whom it's here everything".split()  # noqa: SIM905
)
TITLES = frozenset(
    """
    adm admiral ambassador archbishop asst attorney atty baron bishop brother capt captain
    cardinal chancellor chief cmdr coach col colonel commander commissioner congressman
    congresswoman const constable corporal councillor councilman councilwoman cpl dame deputy det
    detective dist dr father fr gen general gov governor imam insp inspector judge justice king
    lady lieutenant lord lt maj major mayor minister miss mr mrs ms mx officer pope premier pres
    president prince princess private prof professor prosecutor pvt queen rabbi rep
    representative rev reverend secretary sen senator sergeant sgt sheikh sheriff sir sister
    superintendent supt trooper
    """.split()  # noqa: SIM905
)
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lady", "lord", "the", "a"})
OFFICES = frozenset(
    """
    administration administrator agency airline airport alliance ambassador army association
    attorney authorities authority bank bishop board body boss brigade broadcaster bureau
    cabinet campaign captain center centre chair chairman chairwoman chancellor channel charity
    chief church city club coach coalition college command commander commission commissioner
    committee company congress consortium consulate contractor corporation council county court
    defence defense delegation department director district division embassy executive family
    federation firm force forces foundation government governor group guard head hospital house
    industry inspectorate institute institution investigator judge junta jury king kremlin
    leader leadership magazine maker management manufacturer mayor media military minister
    ministry mission monarch movement nato navy network newspaper ngo office ombudsman
    opposition organisation organization owner paper parliament party police pope premier
    presidency president press prison producer prosecution prosecutor publisher queen
    regime regulator school secretary senate service sheriff side squad
    staff state station studio summit syndicate team tribunal troop troops union university
    watchdog
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
PAPERS = frozenset(
    """
    account affidavit analysis announcement article assessment audit bill book briefing brochure
    bulletin charge chart communique complaint data decree diary dispatch document dossier draft
    e-mail editorial email entry estimate evidence figure file filing finding form guideline
    headline indictment inquiry inscription investigation judgment law lawsuit leaflet letter
    log manual map memo memoir memorandum message motion note notice opinion order page petition
    plan poll post poster press-release profile proposal publication record release report
    research resolution review rule ruling sheet sign statement statistic study suit summary
    survey text transcript treaty tweet verdict video warrant website
    """.split()  # noqa: SIM905
)
BODY_SUFFIXES = frozenset(
    """
    ag agency association authority bank board bureau center centre church club co commission
    committee company corp corporation council court department federation foundation gmbh group
    herald hospital inc institute journal llc ltd ministry news office organisation organization
    party plc police post press sa service society times tribune union university watch
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
    acquaintance adult analyst anyone athlete aunt boy brother celebrity chef child civilian clerk
    colleague
    cop couple crew critic crowd dad daughter dean detective diplomat everybody everyone expert
    family fan father friend girl group guest guy hero husband insider kid lady local man many
    mechanic mom mother mum neighbour nurse official one other parent partner people person
    pilot player pundit refugee relative rep representative rival sister some somebody someone son
    source spokesperson star survivor teen tourist twin uncle victim wife witness woman youth
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
