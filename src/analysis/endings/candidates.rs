//! Endings that are looked for in each language, so that an index of a few words knows
//! those of its language as well. Which are endings of which words the stemmer says.
//!
//! They are what Snowball's stemmers take from the most frequent words of a language,
//! the most frequent endings first; an ending too many costs nothing.

/// What may be endings in `lang`, split by spaces; nothing for languages without a stemmer.
pub(super) fn candidates(lang: &str) -> &'static str {
    match lang {
        "ar" => {
            "ة ت ا ي ه ية ها ك ى ون ل ن نا ر ين وا م ته د هم ار اء ام ال ير ع ني ان ب تها ور اب \
             ف ات يد يل ء اد ق ول يم ح ارة دة و ارات يه أ ود اني يب رب رة س كم يق اح ادة اع وم"
        }
        "ca" => {
            "a s ar es at ia e i o en ada ant ació ats al er ament ir ent os le à is les it \
             ades eu itat em re als ció eix la era ava ies ó or in ment et iu ents ista ador ut \
             an ers ència í int sió acions arà ina esa ari eixen ida"
        }
        "cs" => {
            "í a e y u i é ě o á ý ce ou ů em ím ci ých at ek ích ého ky cí ovat ku ího ka ové \
             ém ým ám ech ků kou ec iny ete cích in k ům ách ina ová kem us ov ový ký ké ově \
             inu ká ových ými kého kých ině mi"
        }
        "da" => {
            "e er en et s es ere t erne ende te eret else ens ter ene le erer ig ige erede tet \
             igt ke lige lig elsen hed me ligt eren ler elser ker elig mer ers eligt l elige \
             ets ket ighed pe eres ken let per se ge ten ne erende sen tes ser men ernes ger \
             met"
        }
        "de" => {
            "e em en er ern es s n nd end ende enden ender est st ste sten ster ung ungen ig \
             ige igen iger iges isch ische ischen lich liche lichen licher heit heiten keit \
             keiten igkeit lichkeit t te ten test tet et ete eten in innen ns ens ers nis nisse"
        }
        "el" => {
            "ή ία έσ α ήσ ό ά ικό ίασ όσ ο ικά ών εί η οσ εσ ίεσ ε ια ού ίου ούσ ιά οί άσ ι ου \
             ικών ούν ουσ ίο ησ ήσεισ ηση ικού ασ ω ηκε οι ων ένη ί ει ένο ήσει ώ είσ ίων εισ \
             ισμό άζει ιών άει ημα ίδα ύει ήματα ίζει ιο"
        }
        "en" => {
            "s es ed ing ings er ers est ly ies ied ier iest ily y e ation ations ational ement \
             ments ment ness able ible ive ized izing izes ize ization al ally ful fully less \
             ity ities ous ously ant ent ance ence ion ions or ors ism ist ists ting ted ning \
             ned ner nings ping ped ging ged ring red"
        }
        "eo" => {
            "o a e i j n oj on ojn aj an ajn en as is os us u ante anta into inta ita ata ota \
             antoj intoj eco ebla ebleco ema ado adi ino inoj isto istoj igi igas iĝi iĝas aĵo \
             aĵoj ulo uloj ejo ejoj"
        }
        "es" => {
            "a o e es os as ar ado an ó ada ación en ando ados ía er ido aron ir idad ió ica \
             adas iendo ida amente aba ico amos arse aciones idos é cia ieron ad mente ante \
             icos idas emos able ará imos ían icas ista ador ería ivo í antes ismo iva ías ara \
             te oso amiento"
        }
        "et" => {
            "a e i u d de te t st sse s l lt le ks ga ta na ni b vad me n nud tud da ma mine \
             mise mist misi mised lik liku likud likult id idele idest ide iga ile ist isse iks \
             is il ilt sid sin vat va vale tes des tele dele test dest"
        }
        "eu" => {
            "a ak ek en ei ari aren arekin arentzat era etan etara etako etatik eko ean etik ko \
             ra rako tik tzat z tan tara ren rekin rik ik tu tuko tzen ten tzea tea garri tasun \
             keria ki ka la dun tsu tar tarra"
        }
        "fa" => {
            "م ت ش ان ین ات ی ي یی های انی ها یت ام انه گی یان تان گان تم ید دان مان یم يت ين \
             گاه تر ند اش مین يد يي بان شت شان يه یه يم تانی ترین تش مند يل گي یل ار مش هایی مت \
             نی"
        }
        "fi" => {
            "en a n t in i an ia at aa ä ta aan et een ista ssa sta iä ät e iin ti si än ien tu \
             issa tä ää tiin ja taa lla u ään esti assa on eet ille istä lle ee un illa taan \
             esta ella it alla asta na essa ita jen tää issä stä ka"
        }
        "fr" => {
            "e es s er é ée ant ie és a ation ion ement ait le ées ique i ez ité ions ir is les \
             ations iques ne ais it ants l te able ies ux ers x ante ance as ements lement ère \
             aient ce era ive eux if ités nes ateur isme iste tes ères ner se t ables"
        }
        "ga" => {
            "a e an ana anna í ím ann aidh adh igh ach acha achta acht aí aithe eanna eann ithe \
             the ta te amh imh óir óirí ail ála áil úil úla aigh aíonn ófar far idh ofar"
        }
        "hi" => {
            "ी ा े ों ो ने ें ता ियों ना ि ू ते ाई ती ाने कर ाया ु ाना नी ाओं ियां ेंगे ाकर ेगा \
             ाते ाए ाता ाएं ीं ियाँ ई ए िए आई ाती ाओ आ ुओं ेगी"
        }
        "hu" => {
            "i t a e k ek ok et en em ja ik d on ak ban át om an ben at ét am m ot ai ra ia nak \
             nek án re unk ünk eket ed ában okat n o ében ba én je ük ül be ei in juk it od ad \
             ját ára ka ére ie uk ul"
        }
        "hy" => {
            "ը ն ի ից ով ում եր ներ ները ների ներից ներով ներում երը երի երից երով երում \
             ություն ության ությունը ություններ ել ալ եց եցին ած ացած ան ին ու ուն ոց որեն ական \
             ային յան ցի իկ իչ իս իդ ս դ"
        }
        "id" => {
            "nya an i kan lah ku mu ng annya ang ngan asi ar ah at kah ngkan si atan ung angan \
             ak arkan inya ahan sikan pun ahkan aran as atkan ngi asan ati am anan ap ari bat \
             is"
        }
        "it" => {
            "e i o a ato are ia io ata ano ati azione ere ate ono ità ie ando ito ica endo ico \
             ire amente ita iamo mente iti amento azioni he à hi ici za iato iare arsi iche iva \
             uto imento ante ò ivo iano ava ite eva isce te erà ersi ti uti anti iata uta ete \
             ivi"
        }
        "lt" => {
            "o as a ų os ą ė ai ių ės is us ti e io u iai ę į i oje ius yti ia ais ys iu s ui \
             es inti ėjo ėje ios čių ęs yje ėti uoti iau uose ojo ama amas iais tis oti au ose \
             aus omis ant kite iškai ams ies čio ūs iaus y"
        }
        "ne" => {
            "को का की ले लाई मा बाट देखि सँग हरू हरु हरूको हरुको हरूले हरुले हरूलाई हरूमा हरुमा \
             हरूबाट नै पनि छन् एको एका एर ेको ेका ेर ने न े ो ा ी"
        }
        "nl" => {
            "en s e ing de den len t ken ten ren n je ven le nen te gen ig ingen pen men end \
             ende sen ige heid ling jes zen es al f tje erd baar eld ring ning iteit igen ving \
             tjes aar at el fen lingen ve akt an ht et king er ting ming sel ster erde"
        }
        "no" | "nb" | "nn" => {
            "e er en et ene a es t s ende ig te else ens lig elig ar ige lige elsen as het \
             elige ets ede ighet elser ers heten"
        }
        "pl" => {
            "a y e i ie u ia ą ę o ów ać ych ej em ego ym ić ał ach cie iem ają iu am ami iej \
             ił ała ią iego ich ali ąc im esz iła aj emy ąć amy szy ałem ało sza sze asz isz \
             ymi ące ając iał om iach ących ały ili ący ałam ecie"
        }
        "pt" => {
            "o a e os as ar es ado ia ada ou ando er ação am em ados ido i adas ais ida ir \
             idade aram ica ei ias amente ico eu idos endo ações iu indo mente ava idas amos \
             cia ante amento is ador eram á icos icas imento antes emos aria iva ivo te adores \
             ista idades ável"
        }
        "ro" => {
            "e ă a i ul ii at ului ie ele ia ea ile are area ate ată ilor it ați ează elor iei \
             ice ic ică ere ând erea esc iile irea ație itate ește ații ită ația se iți ăm ire \
             im em eze ui itatea ite ură eți ară ească iul ești ător ut ica iv iilor ației"
        }
        "ru" => {
            "а и е ы о ия ой у ие ов ии ь ом ть ого ий ая ых ить ый л ые ет ое ей я ил ию ли их \
             ем ую ла или ым ах ют ит ами ется им ен н ю ам ться ила ием но ее ных ся ости его \
             ят лся ью ены иться ился"
        }
        "sr" => {
            "a e i u o om ti og ih la li ima n m im ama ju mo oj te s lo h l ost ka no t ac jem \
             je an j jen ci jena ije le na k ke ne ca š cima ja aca ak ni jeni ku ija ao em iji \
             jeg jeno aka lu ce"
        }
        "st" => {
            "ng a e o ile ela elwa isa iswa wa eng ana nyana hali hadi tse etse itse la lwa \
             lang eleng eletse ileng ohile olla"
        }
        "sv" => {
            "a en er ar e s ade t at as et ad are ande or erna arna es ligt ens lig ig liga igt \
             iga ades ta het else ern ter aren orna ten aste d ligen te ighet ast andet elsen \
             da elser ets heten lighet na de tar heter ts"
        }
        "ta" => {
            "யை ை ாக ய களை ான க யாக ா ன யான யா வது ே வை கிறது னை யே த து யது வி வாக வ வான தா வே \
             வா யோ ுடைய கா சா தே யானது டா பி வதாக ானது தாக னமாக யோடு வரை ோடு யதாக யாத தான னது \
             னையை யவை ாமா யாவது விட ாகவே ாவை"
        }
        "tr" => {
            "n i ı lar ler ları k a leri m e in ya um ye ğı ği u im de da ın ım ini ını yı ü \
             nın dan den te ine yi nin ına ma ında uz inde nı ta ken sini di du sını tan larını \
             un sına dı sine ğini lerin tı ların ğını lara sinde lerini"
        }
        "uk" => {
            "а і у и о ів ь я ий ли е ати их є ого ом ти ла ї ою ої ити ься ю ій ав ення ання \
             им в ами ив ня ах й ок ому ють ію ають ло ації ими ні ові ник ням ського ень лися \
             ської уть ський ем ників ність ська атися аю ився"
        }
        "yi" => {
            "ער ען ן ס ט ע עס עם ערן ערס סט ונג ונגען יש ישער ישע ישן לעך לעכע לעכער קייט קייטן \
             הייט הייטן ניש נישן ל עלע עלעך ים ות עט עטן טע טער טן נדיק נדיקע נדיקער"
        }
        _ => "",
    }
}
