//! Words that say how a sentence hangs together, not what it is about.
//!
//! A question is full of them ("In welchem Jahr wurde …"), and the rarest are
//! rare in articles too, so that their frequency does not tell them apart. They
//! weigh less (`stop_word` in the ranking), and are neither corrected nor looked
//! for within compounds; `-und` excludes nothing.

/// The articles, pronouns, question words, prepositions, conjunctions and
/// auxiliary verbs of a language, in lower case, split by spaces.
const GERMAN: &str = "ab aber alle allen aller alles als also am an auch auf aus außer bedeutet bei beim bekomme \
    bin bis bist brauche da dabei dafür dagegen dann daran darauf das dass dazu dem den denen \
    denn der deren dessen die dies diese diesem diesen dieser dieses doch dort du durch eben \
    ebenso ein eine einem einen einer eines er es etwa etwas finde funktioniert für gab gegen \
    geht gibt habe haben hat hatte hätte heißt hier hinter ich ihm ihn ihnen ihr ihre ihren \
    ihrer im in ist ja je jede jeder jedes jedoch kann kein keine keiner können konnte könnte \
    konnten mache macht man mich mir mit möchte möchten muss müssen nach neben nicht nichts noch \
    nun nur ob obwohl oder ohne schon sehr sei seien sein seine seinen seiner seit selbst sich \
    sie sind so soll sollen sollte sollten sondern sowie sowohl statt trotz über um und uns \
    unser unter viel viele vom von vor während wann war waren warum was wegen weil welche \
    welchem welchen welcher welches wem wen wenn wer werde werden weshalb wie wieso wieviel will \
    wird wo wobei wodurch wofür wogegen woher wohin wohl womit wonach woran worauf woraus worin \
    worüber worum worunter wovon wovor wozu würde wurde wurden würden zu zudem zum zur zwar \
    zwischen";

const ENGLISH: &str = "a about after all among an and any are as at be been before between both but by can \
    could did do does during each for from had has have having he her here him his how i if \
    in into is it its itself many may might more most much must nor not of on one only or \
    other our shall she should so some such than that the their them then there these they \
    this those through to up was we were what when where whether which while who whom whose \
    why will with would you your";

const SPANISH: &str = "a al algo ante antes aquel aquella como con contra cual cuales cuando cuanta \
    cuantas cuanto cuantos cuál cuáles cuándo cuánta cuántas cuánto cuántos cómo de del desde donde \
    dos durante dónde e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba \
    estaban estar este esto estos está están fue fueron ha haber había habían hasta hay la las le \
    les lo los me mi mientras muy más ni no nos o otra otro para pero por porque puede pueden qué \
    que quien quienes quién quiénes se sea ser si sido sin sobre son su sus sí también tanto tiene \
    tienen toda todas todo todos tras tuvo u un una uno unos y ya";

const FRENCH: &str = "à a ai après au aux avaient avait avant avec avez avons c ce ceci cela celle \
    celles celui ces cet cette ceux chez comme comment d dans de depuis des du elle elles en entre \
    es est et était étaient été être eu eux fut furent il ils j je l la laquelle le lequel les \
    lesquels leur leurs lors lui m ma mais me mes mon n ne nos notre nous on ont ou où par pas \
    pendant peut plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se \
    ses si son sont sous sur t ta te tes ton tous tout toute toutes très tu un une vers vos votre \
    vous y";

const ITALIAN: &str = "a ad agli ai al alla alle allo anche aveva c che chi ci come con contro cosa \
    cui d da dagli dai dal dalla dalle dallo degli dei del della delle dello di dopo dove due e ed \
    era erano fu furono gli ha hanno i il in io l la le lei lo loro lui ma mentre negli nei nel \
    nella nelle nello noi non o per perché più prima qual quale quali quando quanta quante quanti \
    quanto quella quelle quello questa queste questi questo se sei si sia sono stata state stati \
    stato su sugli sui sul sulla sulle suo sua sue suoi tra fra tu tutti tutto un una uno vi è";

const DUTCH: &str = "aan al alle als bij daar dan dat de der deze die dit doch doen door dus een en er \
    ge geen had hadden heb hebben heeft hem het hier hij hoe hoeveel hun ik in is je kan kon konden \
    kunnen maar me men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op \
    over te tegen toch toen tot u uit van veel voor waar waarom wanneer want waren was wat welk \
    welke werd werden wie wij wil word worden wordt zal ze zei zelf zich zij zijn zo zonder zou";

/// The stop words of `lang`, split by spaces; nothing for languages without a list.
pub(crate) fn stop_words(lang: &str) -> &'static str {
    match lang {
        "de" => GERMAN,
        "en" => ENGLISH,
        "es" => SPANISH,
        "fr" => FRENCH,
        "it" => ITALIAN,
        "nl" => DUTCH,
        _ => "",
    }
}
