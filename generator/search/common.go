package search

// commonWords contains common English words, among them those of frightened or hurt people. The client
// does not take them for typing errors, so that a search for crying never finds trying.
const commonWords = `
about above abroad absence absent abuse accept access accident account aching across action active address
adopt adopted adoption adult advice advise advocate afraid after again against ageing agency aggressive agree
agreed agreement ahead alarm alcohol alert alive allergic allergy allow allowance allowed alone along already
although always ambulance among anaemia anger angry ankle annoyed another answer anxiety anxious anybody
anyone anything anyway anywhere apart apologise apology appeal apple appointment approach approve argue
argument around arrange arrest arrested arrive ashamed asleep assault assess assist assistance asthma attack
attacked attempt attend attention attitude autism autistic available avoid awake award aware awful babies
background bacteria baking beach beating became because become becoming bedroom bedtime before began begin
beginning begun behave behaviour behind belief believe belly belong below benefit benefits beside better
between beyond birth birthday bites biting bitten bitter blame blaming blanket bleed bleeding blind blinking
blister block blocked blood board boiler bones border bored boring bother bothered bottle bought bound bowel
boyfriend brain branch bread break breakdown breaking breast breastfeed breastfeeding breath breathe breathing
brief bright bring broken brother brothers brought brown brush buggy build building bullied bully bullying
bumped bumps burden burned burning burns burnt butter button calling camera cancelled cancer candle cannabis
cannot cards careful careless carer carers caring carried carry catch caught cause caused causing centre chair
challenge chance change changed changing charge charged charity chase cheat check checked cheek cheese cheque
chest chickenpox child childcare childhood childminder children choke choking choose chose cigarette claim
class clean cleaner cleaning clear clearly clinging clingy clinic close closed clothes clothing cocaine colic
collect college comfort comforting coming comment common communicate community company compare compensation
complain complained complaining complaint complaints complete concern concerned condition confess confidence
confident confused confusing confusion consider constipated constipation contact content continue control
controlling convulsion cooker cooking coping costs cough coughing could council counselling counsellor count
country courage course court cousin cradle cramp crash crawl crawling crazy cream credit cried cries crime
criminal crisis cross cruel crying cuddle cuddles cuddling cured curious curry custody custom cutting daddy
daily damage damaged dance danger dangerous dating daughter dealing death debts decide decided decision
delayed delivery demand denied dentist deported depressed depression describe desperate detail detention
develop developed development diabetes diabetic diagnosed diagnosis diarrhoea diary differ different difficult
difficulty direct dirty disability disabled disagree disappear disappointed discharge discharged disclose
discuss discussion disease disgusting dismissed disorder distress distressed disturb divide divorce divorced
dizzy doctor doctors doing domestic doors double doubt drawing dream dreams dress drink drinking drinks drive
driver driving dropped drowning drugs drunk dummy during dying dyslexia dyslexic early earning eating eczema
education effect effort eight either elbow elderly email embarrassed embarrassing emergency emotion emotional
emotions employed employee employer encourage ending english enough entitled environment epilepsy epileptic
escape especially evening event every everybody everyone everything evict evicted eviction evidence exact
example excellent except excited exercise exhausted exhausting exhaustion exist expect expecting expensive
experience explain explained explaining explode extra extreme eyelid faces facing failed failing failure faint
fainted fainting faith fallen falling false familiar families family father fatigue fault feared fears feeding
feeds feeling feelings female fever fight fighting finding finger fingers finish finished first fitting fixed
flats floppy flour flower focus follow following forced forget forgive forgot forgotten formal former formula
foster fostered fostering found freedom freeze frequent fridge friend friendly friends fright frighten
frightened frightening frightens front frustrated frustration funeral furious gambling games gather gender
gently getting ghost girlfriend girls given gives giving glasses going goodbye grabbed grand grandad
grandchild grandchildren granddad granddaughter grandfather grandma grandmother grandpa grandparent
grandparents grandson granny grant grass grateful grave great grief grieving groan ground group growing grown
grunting guard guardian guess guest guilt guilty habit hands happen happened happening happens happier happy
harass harassed harassment hardly hardship harmed harmful harming hated hates hating having headache heads
healing health healthy heard hearing heart heating helped helper helpful helping helpless helpline helps
heroin herself hiccups hidden hiding himself hitting holding holiday holidays homeless homes homework honest
hoped hopeless hoping horror hospital hospitals hostel hostile hotel hours house household houses housework
however hunger hungry hurting hurts husband identity ignore ignored ignoring illegal illness immediate
immigration immune important improve indeed independent indoors infect infected infection influence inform
information injection injured injuries injury innocent insane insect inside insist instead insult insurance
interest interested interesting internet interpret interview invite involve involved issue itching itchy
itself jaundice jealous jealousy jeans jerking judge judged jumping justice keeping kettle kicked kicking
kicks kidney killed killing kindness knees knife knives knock knocked knowing known knows landing landlord
language large lately later latest laugh laughing laundry lawyer layer leaflet learn learning lease least
leave leaves leaving legal letter letters letting level library licence light lights likely limit listen
listened listening lists little lived liver lives living local locked lodger loneliness lonely longer looked
looking looks loose lorry loses losing loved loving lower lumps lunch lungs lying makes making manage managed
manager managing march marks marriage married marry massage master match maternity matter mattress meals means
meant measles measure media medical medicine medicines medium meeting member memory mental mention message
messages messy midnight midwife might minds minute minutes miscarriage miserable missed missing mistake
mistakes mixed model moment monitor month monthly months moods moody morning mortgage mother mould mouth moved
movement moves moving mucus muddle multiple mummy mumps murder muscle nails naked named names nannies nanny
nappies nappy narrow nasty nation national native nausea nearby nearly needed needle needs neglect neglected
neighbour neighbours neither nerve nervous never newborn niece night nightmare nightmares nights nipple nobody
noise normal normally north notes nothing notice noticed novel number nurse nurseries nursery nurses nursing
obsessed offence offend offer offered office officer often older online opened opening operation option
options order orders ordinary other others outside overdose overnight overseas owner painful pains paint
painting panic panicking pants paper papers paracetamol paranoid parent parental parents partner partners
parts party passed patient patients pause paying payment payments peace people perhaps period periods
permission permit person personal persuade phone phones photo photograph photos physical picked picking
picture pictures pillow pills pinch pinched place placed places plain plane planned planning plans plant plate
played playground playing please pleased pleasure plenty pneumonia point poison poisoned poisoning poisonous
police policy polite position positive postcode postnatal postpone pounds poverty power powerless practical
practice praise pregnancy pregnant premature prepare prescribe prescription present press pressure pretend
pretending prevent price prices primary prison prisoner probably probation problem problems process profession
professional profit promise promised promises proof property prosecute prosecuted protect protected protecting
protection proud prove provide psychiatric psychiatrist psychologist psychosis public pulled pulling pulse
punch punched punching punish punished punishing punishment pushchair pushed pushing putting quality quarrel
question questions quick quickly quiet quietly quite racism racist raise raised raising raped rapid rashes
rather reach reached reaction reading ready reason reasons receive recent recently recognise record records
recover recovered recovering recovery reduce reflux refuge refugee refund refuse refused refuses refusing
register regret regular reject rejected relate related relation relationship relationships relative relatives
relax relaxed release reliable relief religion religious remain remember remove removed removing renting
repair repeat replace reply report reported reporting reports represent request require rescue research resent
resist respect respond response responsibility responsible resting restless result results return returned
revenge revise right rights ringing rings risks risky rolled rolling rooms roughly round route routine ruined
rules running rushed sacked sadness safely safer safety salary saved saving scalded scalding scans scare
scared scares scars scary scene school schools science score scratch scratched scratches scratching scream
screamed screaming screams search season secret secrets section secure seeing seemed seems seizure seizures
selfish sending sends senior sense sensible sensitive separate separated separation sepsis series serious
seriously serve service services settle settled settling seven several severe sewing sexual shadow shake
shaken shakes shaking shall shame shape share shared sharing sharp shave sheets shelter shield shine shirt
shock shocked shoes shook shopping shops short should shoulder shout shouted shouting shouts shower showing
shows sickness sides sight signed signs silence silent simple since singing sister sisters sitting situation
skill skull slapped slapping slaps sleep sleeping sleepless sleeps sleepy slept slice slide slight sling
slipped slippery smack smacked smacking small smell smile smiling smoke smoked smoker smoking snapped sneeze
snore sober social society solicitor solid somehow someone something sometimes somewhere soothe soothing sorry
sound sounds south space speak speaking special speech speed spell spelling spend spent spitting spoil spoiled
spoke spoken spoon sport spots spotty spread squash squeeze squeezed squeezing stabbed staff stain stairs
stale stalking stand standard standing stare staring start started starting starts starve starving state
station stayed staying steal stealing steam stepdad stepfather stepmother stepmum steps stick sticky stiff
still sting stitches stolen stomach stood stopped stopping stops store storm story strange stranger strangle
strangled strap straw stream street strength stress stressed stressful stressing stretch strict string strip
stroke strong structure struggle struggled struggling stubborn stuck student study stuff stupid subject
sucking sudden suddenly suffer suffered suffering suggest suicidal suicide summer support supported supporting
suppose surgery surprise surprised survive suspect suspicious swallow swallowed swear swearing sweat sweating
swell swelling swollen sympathy symptom symptoms system tablet tablets taken takes taking talked talking talks
tantrum tantrums taught teach teacher teaching tears tease teenage teenager teeth teething telephone telling
tells temper temperature temporary tenancy tenant terrible terrified terrifying terror tested testing tests
texts thank thanks theft their themselves therapist therapy there thermometer these thick thief thing things
think thinking third thirsty thirty those though thought thoughts thread threat threaten threatened
threatening threats three threw throat through throw throwing thrown throws thrush tight times tired tiredness
tiring today toddler toddlers together toilet tomorrow tongue tonight tonsils tooth total touch touched
touching tough towards towel tower track trained training transfer trapped trauma treat treated treating
treatment trick tried tries trouble troubled truck trust trusted truth trying tummy turned turning twelve
twice twins twist twisted ulcer unable uncle uncomfortable under understand understanding understood
underweight undress unemployed unexpected unfair unhappy uniform union unknown unless unlikely unpleasant
unsafe unsettled until unusual unwanted unwell upset upsetting upstairs urgent urine useful usual usually
vaccinate vaccination vaccinations vaccine vaccines vague value victim violence violent virus visit visited
visiting visitor visitors vitamin vitamins voice vomit vomited vomiting vulnerable wages waited waiting wakes
waking walked walking walks wanted wanting wants warned warning washing waste watch watched watching water
weakness wealth wearing weekend weekends weekly weeks weigh weight welcome welfare wheezing where whether
which while whole widow willing wished wishes within without witness woman women wonder words worked worker
working works world worried worries worry worrying worse worst would wound wounds wreck wrist write writing
written wrong wrote yearly years yelled yelling yesterday young younger yourself yourselves youth
`
