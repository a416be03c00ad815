"""Words that say nothing of what a text is about, by language: articles, pronouns, auxiliaries, greetings, and those
by which people ask and turn to each other (ditemi, per favore)."""

STOPWORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        (
            "a about after again all also always am amp an and any are aren't as at be because been before being both "
            "but by can can't cannot cant could couldn't day days did didn't do does doesn't doing don't dont down "
            "during each else even ever every few for from get gets getting go goes going gone got had has hasn't have "
            "haven't having he he's hello her here hers hi him his how i i'd i'll i'm i've if im in into is isn't it "
            "it's its itself just know let like me more most my myself never no nor not now of off ok on once one only "
            "or other our out over own please really rt same say says see she should so some still such than thank "
            "thanks that that's the their them then there there's these they they're they've thing things this those "
            "though through to today told too u under until up ur us very via was wasn't way we we're we've well were "
            "weren't what what's when where which while who why will with won't would wouldn't yes yesterday yet you "
            "you're you've your yours"
        ).split()
    ),
    "it": frozenset(
        (
            "a abbia abbiamo abbiate ad adesso agli ai aiutami aiutatemi al alla alle allo allora altra altre altri "
            "altro anch anche ancora andando anni anno avere avete aveva avevo beh boh buonasera buongiorno c c'è "
            "che chi chiedere chiedevo chiedo ci ciao cinque cioè circa co coi col come con cortesemente cortesia "
            "cosa così cui d da dai dal dalla dalle dallo davvero degli dei del dell della delle dello dentro detto "
            "di dica dice dieci dimmi dirci dire dirmi dite ditemi dodici dopo dove due e ecco ed eh ehi era erano "
            "essere fa faccio fammi fanno fare fate fateci fatemi fatto favore fino fra gentilmente gia giorni "
            "giorno già gli grazie ha hai hanno ho i il in invece io l la le lei li lo loro ma mah mai me mi mia mie "
            "miei mio molto ne neanche negli nei nel nella nelle nello nessuno niente no noi non nostra nostro nove "
            "nulla o oggi ogni ognuno ora ormai otto per perche perché pero però piacere piu più poi possibile prego "
            "proprio puo pure può qua qual qualche quale quali quando quanto quattro quell quella quelle quelli "
            "quello quest questa queste questi questo qui quindi rispondete rispondetemi s sa sai salve sapere "
            "sapete sarà scusa scusate scusi se secondo sei sempre senza sette si sia siamo siete solo sono sta stai "
            "stanno stare stata stati stato stavo sto su sua sue sugli sui sul sulla sulle suo suoi te ti tra tre tu "
            "tua tue tuo tuoi tutta tutte tutti tutto un una undici uno va vai vi voi volevo volta volte vorrei "
            "vostra vostre vostri vostro"
        ).split()
    ),
    "fr": frozenset(
        (
            "ai aie alors au aucun aussi autre aux avec avez avoir avons bonjour c car ce cela ces cet cette chez "
            "comme comment d dans de des donc dont du elle elles en encore est et eu faire fait faut font il ils j "
            "jamais je jour jours l la le les leur leurs lui ma mais me merci mes moi mon même n ne ni non nos notre "
            "nous on ont ou où par pas peu peut plus pour pourquoi qu quand que quel quelle qui rien s sa sans se ses "
            "si son sont sous sur ta te tes toi ton toujours tous tout toute toutes très tu un une va vos votre vous y "
            "à ça être"
        ).split()
    ),
    "de": frozenset(
        (
            "ab aber alle allem allen aller alles als also am an auch auf aus bei bin bis bist da damit danke dann das "
            "dass dein deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du "
            "durch ein eine einem einen einer eines er es etwas euch euer für ganz gar gibt hab habe haben hallo hat "
            "hatte hier ich ihm ihn ihnen ihr ihre im immer in ist ja jede jeder jetzt kann kein keine können man mehr "
            "mein meine mich mir mit muss nach nicht nichts noch nun nur ob oder ohne schon sehr seid sein seine seit "
            "sich sie sind so soll tag tage um und uns unser unter vom von vor war waren warum was weil wenn wer "
            "werden wie wieder wir wird wo würde zu zum zur"
        ).split()
    ),
    "es": frozenset(
        (
            "a ahora al algo alguien aquí así aun aunque bien cada como con cual cuando de del desde donde dos día "
            "días e el ella ellos en entonces era eres es esa ese eso esta estar este esto estoy está están fue "
            "gracias ha había hace hacer han has hasta hay he hola hoy la las le les lo los me mi mis mucho muy más "
            "nada ni no nos nosotros nuestra nuestro nunca o os otra otro para pero poco por porque pues que quien qué "
            "se sea ser si siempre sin sobre solo son soy su sus sí también te tengo tiene toda todas todo todos tu tú "
            "un una unas uno unos va vez y ya yo él"
        ).split()
    ),
    "pt": frozenset(
        (
            "a agora ainda ao aos as assim até bem boa bom cada com como da das de dela dele depois desde dia dias do "
            "dos e ela elas ele eles em entre então era essa esse esta este está estão eu faz foi fui hoje há isso "
            "isto já lhe lá mais mas me mesmo meu minha muito na nada nas nem no nos nossa nosso num numa nunca não "
            "nós o obrigado olá os ou para pela pelo por porque pra quando que quem se sem sempre ser seu sobre sua "
            "são só também te tem tenho ter todo todos tudo um uma vai você vocês à às é"
        ).split()
    ),
}
EVERYWHERE = frozenset().union(*STOPWORDS.values())
"""All of them: for texts whose language nobody knows."""
