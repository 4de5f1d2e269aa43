# Hindi

## Everywhere

never-asks = यह पेज आपसे कभी भी बैंक का लॉगिन, UPI PIN या फ़ोन पर आया OTP नहीं माँगता। इन्हें सिर्फ़ अपने बैंक या UPI ऐप में, या चुनी हुई भुगतान सेवा के पेज पर डालें।
languages = भाषा
test-only = टेस्ट: असली पैसे नहीं कटेंगे
copy = कॉपी करें
copied = कॉपी हुआ
not-copied = कॉपी नहीं हुआ
page-changed = यहाँ कुछ बदल गया है। पेज को फिर से लोड करें।
print = प्रिंट या सेव करें
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = भुगतान का अनुरोध
asks-for = { $payee } ने भुगतान का अनुरोध किया है
asked-for = { $payee } ने भुगतान का अनुरोध किया था
pay-whom = { $payee } को भुगतान करें
pay-button = { $amount } का भुगतान करें
payment-to = { $payee } को भुगतान
writes = { $payee } का संदेश:
part-paid = कुल { $whole } में से कुछ राशि का भुगतान हो चुका है। यह बाकी राशि है।
parts-whole = कुल { $whole }, किस्तों में भुगतान:
parts-paid = भुगतान हो गया
parts-some = { $amount } का भुगतान हो गया
price-instead = या { $others }
due = देय तिथि
open-until = इस समय तक मान्य
check-words = मिलान के शब्द
seller-page = विक्रेता का पेज
genuine = क्या यह अनुरोध असली है?
genuine-name = { $payee } ने यह नाम खुद चुना है; किसी ने इसकी जाँच नहीं की। { $address } को उनके बोर्ड, प्रोफ़ाइल या बिल से मिलाएँ।
genuine-words = अगर आपको तीन शब्द बताए गए थे, तो वे यही होने चाहिए; अलग हों तो भुगतान न करें और पूछें। कोई शब्द नहीं बताया? यह सामान्य है।
somebody-claims = किसी ने बताया है कि यह भुगतान भेज दिया गया है, लेकिन { $payee } ने अभी इसकी पुष्टि नहीं की है। अगर वह भुगतान आपने भेजा है, तो दोबारा न भेजें।
no-way-title = भुगतान का कोई तरीका अभी उपलब्ध नहीं है
no-way = { $payee } ने भुगतान पाने का कोई तरीका अभी सेट नहीं किया है। आपका कोई नुकसान नहीं हुआ है: सीधे पूछ लें या यह लिंक बाद में फिर से खोलें।
how-much = आपको कितना भुगतान करना है?
suggestions = सुझाई गई राशियाँ
any-amount = { $currency } में कोई भी राशि।
bounds-between = { $min } से { $max } के बीच।
bounds-from = कम से कम { $min }।
bounds-to = ज़्यादा से ज़्यादा { $max }।
note-label = { $payee } के लिए संदेश (वैकल्पिक)
note-help = यह केवल { $payee } को दिखेगा। ऐसा कुछ न लिखें जिसे सहेजा नहीं जाना चाहिए।
tip-title = { $payee } के लिए टिप जोड़ें?
tip-none = कोई टिप नहीं
tip-own = दूसरी राशि
tip-own-label = आपकी टिप
tip-own-hint = { $most } तक।
tip-total = कुल { $total }
tip-included = इसमें { $tip } टिप शामिल है
tip-too-large = सबसे बड़ी टिप { $most } है।
tip-required = टिप लिखें, या “कोई टिप नहीं” चुनें।
tip-unknown = दी गई टिप में से एक चुनें, या “कोई टिप नहीं”।
choose-way = भुगतान का तरीका चुनें
confirms-itself = पुष्टि अपने आप होती है।
confirms-payee = पैसा पहुँचने पर { $payee } पुष्टि करते हैं।
confirms-either = वॉलेट अपने आप पुष्टि करता है, या { $payee } करते हैं।
open-elsewhere = दूसरे डिवाइस पर खोलें
open-elsewhere-help = इसे दूसरे डिवाइस के कैमरे से स्कैन करें।
qr-of-link = इस पेज के लिंक का QR कोड
report = इस अनुरोध की रिपोर्ट करें
no-way-currency = { $payee } को भुगतान करने का कोई भी तरीका { $currency } स्वीकार नहीं करता। आपका कोई नुकसान नहीं हुआ है: सीधे पूछ लें या यह लिंक बाद में फिर से खोलें।
no-way-amount = { $payee } को भुगतान करने का कोई भी तरीका यह राशि स्वीकार नहीं करता। आपका कोई नुकसान नहीं हुआ है: सीधे पूछ लें या यह लिंक बाद में फिर से खोलें।

stamp-paid = भुगतान हो गया
state-expired = { $date } को समय-सीमा समाप्त हुई
state-cancelled = रद्द किया गया
state-underway = प्रोसेस हो रहा है
underway-title = एक भुगतान प्रोसेस हो रहा है
underway = दोबारा भुगतान न करें। अगर यह भुगतान पूरा नहीं हुआ, तो यहाँ पहले की तरह भुगतान किया जा सकेगा।
paid = इसका भुगतान हो चुका है। अब यहाँ कुछ और करने की ज़रूरत नहीं है।
expired = अब इस अनुरोध का भुगतान नहीं किया जा सकता। अगर यह राशि अब भी बकाया है, तो { $payee } से नया लिंक माँगें।
cancelled = { $payee } ने यह अनुरोध रद्द कर दिया है, इसलिए भुगतान न करें। अगर आपने भुगतान कर दिया है, तो { $payee } से संपर्क करें।

## Ways to pay: a name, a line about it, and what the button does

rail-demo = डेमो
rail-demo-hint = सिर्फ़ आज़माने के लिए, एक काल्पनिक भुगतान सेवा।
rail-demo-pay = डेमो से { $amount } का भुगतान करें
rail-demo-pay-any = डेमो से भुगतान करें
rail-sepa = बैंक ट्रांसफ़र
rail-sepa-hint = अपने बैंक के ऐप से, QR कोड स्कैन करके या विवरण खुद भरकर।
rail-sepa-pay = बैंक ट्रांसफ़र से { $amount } का भुगतान करें
rail-sepa-pay-any = बैंक ट्रांसफ़र से भुगतान करें
rail-swiss = स्विस QR-बिल
rail-swiss-hint = ई-बैंकिंग में, अपने स्विस बैंक के ऐप से या छपे हुए QR बिल से।
rail-swiss-pay = स्विस QR-बिल से { $amount } का भुगतान करें
rail-swiss-pay-any = स्विस QR-बिल से भुगतान करें
rail-spayd = QR Platba
rail-spayd-hint = अपने चेक या स्लोवाक बैंक के ऐप से, QR कोड स्कैन करके या विवरण खुद भरकर।
rail-spayd-pay = QR Platba से { $amount } का भुगतान करें
rail-spayd-pay-any = QR Platba से भुगतान करें
rail-pix = Pix
rail-pix-hint = अपने बैंक के ऐप से, QR कोड स्कैन करके या कोड पेस्ट करके।
rail-pix-pay = Pix से { $amount } का भुगतान करें
rail-pix-pay-any = Pix से भुगतान करें
rail-upi = UPI
rail-upi-hint = किसी भी UPI ऐप से, लिंक या QR कोड से।
rail-upi-pay = UPI से { $amount } का भुगतान करें
rail-upi-pay-any = UPI से भुगतान करें
rail-promptpay = PromptPay
rail-promptpay-hint = अपने थाई बैंक के ऐप से, QR कोड स्कैन करके।
rail-promptpay-pay = PromptPay से { $amount } का भुगतान करें
rail-promptpay-pay-any = PromptPay से भुगतान करें
rail-paynow = PayNow
rail-paynow-hint = अपने सिंगापुर के बैंक के ऐप से, QR कोड स्कैन करके।
rail-paynow-pay = PayNow से { $amount } का भुगतान करें
rail-paynow-pay-any = PayNow से भुगतान करें
rail-link = वॉलेट लिंक
rail-link-hint = वॉलेट खोलने वाले बटन या QR कोड से।
rail-link-pay = { $wallet } से { $amount } का भुगतान करें
rail-link-pay-any = { $wallet } से भुगतान करें
rail-merchant_code = QR कोड
rail-merchant_code-hint = अपने बैंक या वॉलेट के ऐप से, QR कोड स्कैन करके।
rail-merchant_code-pay = { $wallet } से { $amount } का भुगतान करें
rail-merchant_code-pay-any = { $wallet } से भुगतान करें
rail-cash = नकद या किसी और तरीके से
rail-cash-hint = पैसे कैसे देने हैं, यह अगले पेज पर लिखा है।
rail-cash-pay = नकद या किसी और तरीके से { $amount } का भुगतान करें
rail-cash-pay-any = नकद या किसी और तरीके से भुगतान करें
rail-stripe = Stripe
rail-stripe-hint = Stripe के पेज पर, कार्ड, वॉलेट या स्थानीय तरीके से।
rail-stripe-pay = Stripe से { $amount } का भुगतान करें
rail-stripe-pay-any = Stripe से भुगतान करें
rail-paypal = PayPal
rail-paypal-hint = PayPal के पेज पर, अपने PayPal खाते से।
rail-paypal-pay = PayPal से { $amount } का भुगतान करें
rail-paypal-pay-any = PayPal से भुगतान करें
rail-btcpay = Bitcoin या Lightning
rail-btcpay-hint = अपने वॉलेट से, QR कोड स्कैन करके या कॉपी करके।
rail-btcpay-pay = बिटकॉइन में { $amount } का भुगतान करें
rail-btcpay-pay-any = बिटकॉइन में भुगतान करें
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = Lightning वॉलेट से, इस समय की दर पर।
rail-lnbits-pay = Lightning से { $amount } का भुगतान करें
rail-lnbits-pay-any = Lightning से भुगतान करें
rail-other = भुगतान

## What is wrong with an amount, a note or a way to pay

amount-required = वह राशि डालें जिसका भुगतान करना है।
amount-not-a-number = राशि अंकों में लिखें, जैसे { $example }।
amount-too-many-decimals = { $currency } के लिए इस राशि में दशमलव के बाद बहुत ज़्यादा अंक हैं। इसे इस तरह लिखें: { $example }
amount-not-positive = राशि शून्य से ज़्यादा होनी चाहिए।
amount-too-small = न्यूनतम राशि { $min } है।
amount-too-large = अधिकतम राशि { $max } है।
amount-ambiguous = इस राशि को दो तरह से पढ़ा जा सकता है। इसे हज़ार अलग करने वाले चिह्न के बिना लिखें, जैसे { $thousands }।
amount-ambiguous-decimals = इस राशि को दो तरह से पढ़ा जा सकता है। हज़ार को बिना चिह्न के लिखें, जैसे { $whole }, और दशमलव को इस तरह लिखें: { $fine }
amount-other-currency = यहाँ { $found } लिखा है, लेकिन राशि { $currency } में है। इसे { $currency } में लिखें, जैसे { $example }।
amount-unknown-currency = मुद्रा पहचानी नहीं जा सकी। उसका तीन अक्षरों वाला कोड लिखें, जैसे EUR।
amount-withdrawn-currency = { $found } मुद्रा अब चलन में नहीं है। { $payee } से किसी दूसरी मुद्रा में लिंक माँगें।
amount-in-link = इस लिंक में दी गई राशि पढ़ी नहीं जा सकी। राशि यहाँ डालें या नया लिंक माँगें।
note-too-long = संदेश बहुत लंबा है: ज़्यादा से ज़्यादा { $longest } अक्षर लिखें।
note-invalid = संदेश में ऐसे चिह्न हैं जिन्हें दिखाया नहीं जा सकता। सादा टेक्स्ट लिखें।
method-unavailable = इस राशि के लिए उपलब्ध तरीकों में से कोई एक चुनें।

## The payer’s own page: instructions, state, receipt

title-payment = आपका भुगतान
title-receipt = भुगतान की रसीद
you-paid = आपने { $payee } को भुगतान किया
your-payment-to = { $payee } को आपका भुगतान
payment-waiting = पुष्टि का इंतज़ार
payment-failed = भुगतान नहीं हुआ
payment-expired = समय पर पूरा नहीं हुआ
payment-refunded = रिफ़ंड किया गया
payment-partly-refunded = आंशिक रिफ़ंड किया गया
payment-refund-said = रिफ़ंड की सूचना मिली
payment-disputed = विवादित
difference-under = माँगी गई राशि से { $amount } कम।
difference-over = माँगी गई राशि से { $amount } ज़्यादा।
pending-resume = आपने अभी भुगतान पूरा नहीं किया है, या { $rail } ने अभी उसकी पुष्टि नहीं की है। अगर आप वहाँ भुगतान कर चुके हैं, तो दोबारा भुगतान न करें: पुष्टि होते ही भुगतान इस पेज पर दिखेगा।
pending-transfer-title = अपने बैंक से ट्रांसफ़र करें
pending-transfer = ट्रांसफ़र करते समय ठीक यही विवरण भरें। रेफ़रेंस से { $payee } को पता चलता है कि यह भुगतान आपका है।
pending-words-title = { $payee } इस तरह भुगतान चाहते हैं
pending-words = ये शब्द { $payee } के अपने हैं और किसी ने इनकी जाँच नहीं की है।
pending-no-reference = ठीक इतनी ही राशि चुकाएँ। इसी से { $payee } को पता चलता है कि यह भुगतान आपका है।
pending-link-title = { $wallet } से भुगतान करें
pending-link = बटन { $wallet } को भरी हुई राशि के साथ खोलता है। पैसे भेजने से पहले पाने वाले की जाँच करें, फिर यहाँ लौट आएँ।
pending-link-note = बटन { $wallet } को भरी हुई राशि के साथ खोलता है। पाने वाले की जाँच करें और नीचे दिया रेफ़रेंस जोड़ें: उससे { $payee } को पता चलता है कि यह भुगतान आपका है। फिर यहाँ लौट आएँ।
pending-code-title = { $rail } से भुगतान करें
pending-code = कोड स्कैन करें, या उसका टेक्स्ट अपने बैंक या वॉलेट के ऐप में पेस्ट करें। राशि और रेफ़रेंस उसमें हैं; पैसा भेजने से पहले पाने वाले की जाँच करें।
pending-invoice-title = Bitcoin या Lightning वॉलेट से भुगतान करें
pending-invoice = कोड स्कैन करें या उसे अपने वॉलेट में खोलें। यह ठीक इसी राशि के एक भुगतान के लिए मान्य है।
invoice-time = यह { $minutes } मिनट में समाप्त होगा। उसके बाद भुगतान न करें, फिर से शुरू करें।
pending-other = आपके भुगतान के पहुँचने का इंतज़ार है।
pending-lost = इस भुगतान की जानकारी अब नहीं दिखाई जा सकती। अगर आप पैसे भेज चुके हैं, तो दोबारा न भेजें: { $payee } से पूछें। अगर नहीं, तो भुगतान का तरीका फिर से चुनें।
claimed = आपने बताया है कि पैसे भेज दिए गए हैं। पैसे मिलने पर { $payee } की ओर से पुष्टि की जाएगी; बैंक ट्रांसफ़र में अगले कामकाजी दिन तक का समय लग सकता है। पैसे दोबारा न भेजें।
claimed-details = आपको यह विवरण इस्तेमाल करना था
processing = आपका भुगतान प्रोसेस हो रहा है। आपको कुछ करने की ज़रूरत नहीं है; दोबारा भुगतान न करें। यह पेज अपने-आप अपडेट होता है।
settled = यह पेज ही आपकी रसीद है। इसका लिंक संभालकर रखें, इसे प्रिंट करें या सेव करें।
failed = { $payee } तक कोई पैसा नहीं पहुँचा है। फिर से कोशिश करें या भुगतान का कोई दूसरा तरीका चुनें।
attempt-expired = भुगतान की इस कोशिश में कोई पैसा नहीं पहुँचा है। अगर आपने पैसे भेजे हैं, तो दोबारा भुगतान करने से पहले { $payee } से पूछ लें।
refunded = { $payee } ने पूरी राशि रिफ़ंड कर दी है। इसे आपके खाते में दिखने में कुछ दिन लग सकते हैं। अगर राशि न पहुँचे, तो { $payee } से संपर्क करें।
partly-refunded = { $payee } ने { $refunded } की राशि रिफ़ंड कर दी है। इसे आपके खाते में दिखने में कुछ दिन लग सकते हैं। अगर राशि न पहुँचे, तो { $payee } से संपर्क करें।
refunded-by-word = { $payee } के अनुसार { $refunded } की राशि आपको रिफ़ंड कर दी गई है। इसे आप तक पहुँचने में कुछ दिन लग सकते हैं। अगर राशि न पहुँचे, तो { $payee } से संपर्क करें।
refunded-by-dispute = विवाद का फ़ैसला आपके पक्ष में हुआ है: { $refunded } की राशि आपको वापस मिलेगी। इसे आप तक पहुँचने में कुछ दिन लग सकते हैं। अगर राशि न पहुँचे, तो अपने बैंक या भुगतान सेवा से संपर्क करें।
being-refunded = { $payee } की ओर से { $returning } की राशि रिफ़ंड की जा रही है। भुगतान सेवा ने इसे अभी पूरा नहीं किया है; आपको कुछ करने की ज़रूरत नहीं है।
disputed = इस भुगतान को लेकर बैंक या भुगतान सेवा के पास विवाद दर्ज किया गया है। फ़ैसला वहीं होगा और आपको वहीं से सूचना मिलेगी; यहाँ कुछ करने की ज़रूरत नहीं है।
your-note = { $payee } को आपका संदेश:
after-payment = भुगतान के बाद { $payee } का संदेश:
after-payment-open = लिंक खोलें
after-payment-lost = { $payee } ने यहाँ आपके लिए कुछ लिखा था, पर अब वह दिखाया नहीं जा सकता। कृपया { $payee } से पूछें।
row-beneficiary = खाताधारक
row-iban = IBAN
row-bic = BIC (SWIFT कोड)
row-amount = राशि
row-reference = रेफ़रेंस
row-account = खाता संख्या
row-address = खाताधारक का पता
row-code = कॉपी और पेस्ट करने का कोड
row-pix-key = Pix key
row-promptpay-id = PromptPay आईडी
row-paynow-id = UEN या मोबाइल नंबर
row-upi-id = UPI आईडी
row-wallet-handle = { $wallet } पर पाने वाला
row-merchant-code = कॉपी और पेस्ट करने का कोड
row-merchant = कोड में पाने वाला
row-lightning-invoice = Lightning इनवॉइस
row-bitcoin-address = Bitcoin पता
row-bitcoin-amount = बिटकॉइन में राशि
row-words = प्राप्तकर्ता के निर्देश
bank-compares-name = आपका बैंक खाताधारक के नाम का खाते से मिलान करता है। नाम ठीक वैसा ही लिखें जैसा यहाँ दिया है।
bill-on-screen = स्क्रीन पर यह QR बिल केवल ई-बैंकिंग और आपके बैंक के ऐप के लिए है। काउंटर पर या डाक से भुगतान करने के लिए पूरा QR बिल प्रिंट करें।
bill-show = रसीद के साथ पूरा QR बिल दिखाएँ
bill-title = प्रिंट करने के लिए QR बिल
bill-help = इसे असली आकार (100%) में सफ़ेद A4 कागज़ पर प्रिंट करें, जैसा बैंक और डाकघर चाहते हैं।
qr-of-payment = इस भुगतान का QR कोड
scan-with-bank = इसे अपने बैंक के ऐप से स्कैन करें।
scan-with-wallet = इसे अपने वॉलेट से स्कैन करें।
scan-with-either = इसे अपने बैंक या वॉलेट के ऐप से स्कैन करें।
scan-with-camera = दूसरे फ़ोन से भुगतान करने के लिए कोड को उसके कैमरे से स्कैन करें।
scan-with-rail = दूसरे फ़ोन से भुगतान करने के लिए कोड को उस पर { $rail } से स्कैन करें।
save-qr = QR कोड को तस्वीर के रूप में सेव करें
other-ways = भेजने के और तरीके
save-qr-help = इसी फ़ोन से भुगतान करने के लिए तस्वीर सेव करें और उसे अपने बैंक के ऐप में खोलें।
open-bank = अपने बैंक का ऐप खोलें
open-wallet = अपना वॉलेट खोलें
some-phones = यह सुविधा कुछ ही फ़ोन पर उपलब्ध है।
other-way = भुगतान का दूसरा तरीका चुनें
sent-it-help = पैसे भेज दिए हैं? यहाँ बता दें, ताकि { $payee } को इसकी जानकारी मिल जाए।
sent-it = मैंने पैसे भेज दिए हैं
copy-what = कॉपी करें: { $what }
send-yourself = यह पेज खुद को भेजें
send-yourself-help = यह पेज रखें: केवल इसका पता यहाँ वापस लाता है।
go-on = { $rail } पर जाएँ
back-to-request = अनुरोध पर वापस जाएँ
see-request = अनुरोध देखें
signed-receipt = डिजिटल हस्ताक्षर वाली रसीद डाउनलोड करें
save-receipt = रसीद सहेजें
can-close = आप यह पेज बंद कर सकते हैं।
signed-receipt-help = एक छोटी फ़ाइल। इससे कोई भी जाँच सकता है कि रसीद इसी सेवा ने जारी की है और उसमें कुछ बदला नहीं गया है।
fact-by = भुगतान का तरीका
fact-code = अनुरोध कोड

## The sheet for a counter

sheet-title = प्रिंट करने के लिए
sheet-scan = स्कैन करके भुगतान करें
sheet-scan-order = स्कैन करके ऑर्डर करें
sheet-scan-help = अपने फ़ोन का कैमरा कोड की ओर करें।
sheet-print = यह शीट प्रिंट करें

## Reporting a request to whoever runs the service

report-title = इस अनुरोध की रिपोर्ट करें
report-page-title = इस पेज की रिपोर्ट करें
report-intro = इस सेवा के संचालक को बताएँ कि कुछ गड़बड़ है। वे देख सकते हैं कि बात किस अनुरोध की है, पर उन्हें आपकी पहचान पता नहीं चलेगी।
report-why = क्या गड़बड़ है?
report-impersonation = कोई और होने का दिखावा किया जा रहा है
report-never-ordered = मुझे नहीं पता कि पैसे कौन या किसलिए माँग रहा है
report-offensive = इसमें लिखी बात अपमानजनक या धमकी भरी है
report-other = कुछ और
report-pick = चुनें कि क्या गड़बड़ है।
report-sent-title = धन्यवाद
report-sent = आपकी शिकायत रख ली गई है ताकि इस सेवा के संचालक उसे देख सकें। अपने-आप कुछ नहीं होता, इसलिए जब तक आपको पूरा भरोसा न हो, भुगतान न करें।
report-sent-paid = अगर आपने भुगतान कर दिया है, तो तुरंत अपने बैंक या भुगतान सेवा से संपर्क करें और पूछें कि क्या भुगतान रोका या वापस लिया जा सकता है।
report-back = वापस जाएँ

## Problems

problem-not-found-title = यहाँ कुछ नहीं है
problem-not-found = इस लिंक पर कुछ नहीं मिला। देख लें कि लिंक पूरा कॉपी हुआ है या नहीं, या भेजने वाले से पूछें।
problem-not-open-title = इस अनुरोध का भुगतान नहीं किया जा सकता
problem-not-open-paid = इसका भुगतान पहले ही हो चुका है। अब कुछ और करने की ज़रूरत नहीं है।
problem-not-open-cancelled = यह अनुरोध रद्द कर दिया गया है। कोई राशि नहीं काटी गई।
problem-not-open-expired = इस अनुरोध की समय-सीमा समाप्त हो गई है। कोई राशि नहीं काटी गई। अगर आपको अब भी भुगतान करना है, तो नया लिंक माँगें।
problem-underway-title = इस अनुरोध का भुगतान किया जा रहा है
problem-underway = एक भुगतान प्रक्रिया में है। जब तक वह पहुँच न जाए या असफल न हो जाए, दोबारा भुगतान न करें।
problem-conflict-title = अभी संभव नहीं है
problem-reports-itself = भुगतान के इस तरीके में पैसे पहुँचने की सूचना अपने-आप मिल जाती है। यहाँ आपको कुछ पुष्टि नहीं करनी है।
problem-not-arrived = रसीद पैसे पहुँचने के बाद मिलती है। अभी तक पैसे नहीं पहुँचे हैं।
problem-denied-title = यह अब मान्य नहीं है
problem-denied = इस लिंक या कुंजी का इस्तेमाल हो चुका है, इसकी समय-सीमा समाप्त हो गई है या इसे बदल दिया गया है। नया लिंक या नई कुंजी माँगें।
problem-rail-title = भुगतान का यह तरीका अभी उपलब्ध नहीं है
problem-rail = कोई राशि नहीं काटी गई। भुगतान का कोई दूसरा तरीका चुनें या बाद में फिर से कोशिश करें।
problem-unavailable-title = फ़िलहाल उपलब्ध नहीं है
problem-unavailable = थोड़ी देर में फिर से कोशिश करें। अगर आपने अभी-अभी भुगतान किया है, तो जब तक यह पेज उसकी स्थिति न दिखाए, दोबारा भुगतान न करें।
problem-unavailable-elsewhere = थोड़ी देर में फिर से कोशिश करें।
problem-failed-title = हमारी ओर से कोई गड़बड़ी हुई है
problem-failed = गड़बड़ी दर्ज कर ली गई है। बाद में फिर से कोशिश करें। अगर आपने अभी-अभी भुगतान किया है, तो जब तक यह पेज उसकी स्थिति न दिखाए, दोबारा भुगतान न करें।
problem-failed-elsewhere = गड़बड़ी दर्ज कर ली गई है। बाद में फिर से कोशिश करें।
problem-invalid-title = कृपया जानकारी फिर से देख लें
problem-unreadable-title = पढ़ा नहीं जा सका
problem-signed-out-title = आपका साइन-इन समाप्त हो गया है
problem-signed-out = साइन इन करें और फिर से कोशिश करें।
problem-cross-site-title = किसी दूसरी साइट से भेजा गया
problem-cross-site = यह फ़ॉर्म किसी दूसरी साइट से भेजा गया था, इसलिए कुछ नहीं किया गया। पेज यहाँ खोलें और फिर से कोशिश करें।
problem-not-said-title = कुछ नहीं किया गया
problem-not-said = इस फ़ॉर्म में यह नहीं बताया गया है कि क्या करना है, इसलिए कुछ नहीं किया गया। वापस जाएँ, पेज फिर से लोड करें और उस पर दिया गया बटन दबाएँ।
problem-too-many-title = एक साथ बहुत ज़्यादा कोशिशें
problem-too-many = { $count ->
        [one] { $seconds } सेकंड रुकें और फिर से कोशिश करें।
       *[other] { $seconds } सेकंड रुकें और फिर से कोशिश करें।
    }
problem-method-title = यह इस तरह नहीं हो सकता
problem-method = यह पता मौजूद है, लेकिन इसे इस तरह नहीं खोला जा सकता। वापस जाएँ और फिर से कोशिश करें।

## What a chat shows of a link, and the message that a seller sends

preview-title = भुगतान का अनुरोध
preview-title-amount = { $payee } ने { $amount } का अनुरोध किया है
preview-title-long = भुगतान का अनुरोध: { $amount }
preview-description = लिंक खोलकर देखें कि कौन, कितना और किसलिए माँग रहा है।
preview-picture = काग़ज़ की एक पर्ची: भुगतान का अनुरोध
message-memo-amount = { $memo }, { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = भुगतान का अनुरोध, { $amount }: { $link }
message-plain = भुगतान का अनुरोध: { $link }
reminder = बस याद दिलाने के लिए: { $about }: { $link }
reminder-due = बस याद दिलाने के लिए: { $about }, नियत तारीख { $day }: { $link }
reminder-overdue = बस याद दिलाने के लिए: { $about }, नियत तारीख { $day } थी: { $link }

## The foot of pages
foot-imprint = प्रकाशक जानकारी
foot-contact = संपर्क
foot-accessibility = सुगम्यता

# The order page, and orders

order-title = ऑर्डर
order-from = { $payee } से ऑर्डर करें
order-link = सूची से ऑर्डर करें
order-sold-out = बिक चुका
order-before = दाम बदल गया है। पहले { $before } था।
order-fewer = एक कम: { $product }
order-more = एक और: { $product }
order-total = कुल
order-pay = अभी भुगतान करें
order-send = विक्रेता को भेजें
order-confirms-first = { $payee } पहले हर ऑर्डर की पुष्टि करते हैं। उसके बाद आप भुगतान कर सकते हैं।
order-closed = अभी यहाँ कुछ भी ऑर्डर नहीं किया जा सकता।
order-waiting-title = अभी पुष्टि नहीं हुई
order-waiting = { $payee } पहले इस ऑर्डर की पुष्टि करते हैं, इसलिए अभी भुगतान नहीं हो सकता। इसे विक्रेता को भेजें, और पुष्टि होने पर यह लिंक फिर खोलें।
order-confirmed = { $payee } ने इस ऑर्डर की पुष्टि कर दी है।
order-send-to = अपना ऑर्डर { $payee } को भेजें
order-send-help = वह चैट चुनें जिसमें आप विक्रेता को लिखते हैं। संदेश में वह लिंक है जहाँ आप दोनों ऑर्डर देखते हैं।
order-share = दूसरा ऐप
order-only-link = Messenger सिर्फ़ लिंक लेता है। ऑर्डर उसी में है।
order-copy = संदेश कॉपी करें
order-to-pay = ऑर्डर देखें और भुगतान करें
order-to-order = ऑर्डर देखें
error-order-empty = पहले चुनें कि क्या और कितना चाहिए।
error-order-changed = यह पेज खोलने के बाद सूची बदल गई है, इसलिए कुछ ऑर्डर नहीं हुआ। निशान लगी पंक्तियाँ देखें, फिर दोबारा ऑर्डर करें।
error-order-large = यह ऑर्डर एक बार में चुकाई जा सकने वाली रकम से ज़्यादा है। इसे कम करें।
error-order-full = अभी बहुत सारे ऑर्डर जवाब के इंतज़ार में हैं, इसलिए कुछ ऑर्डर नहीं हुआ। विक्रेता को लिखें, या बाद में कोशिश करें।
error-order-quantity = 0 से 99 तक की पूर्ण संख्याएँ लिखें।

## A choice of items

items-title = संख्या चुनें
items-continue = आगे बढ़ें
items-change = चुनाव बदलें
items-sold-out = यहाँ सब कुछ बिक चुका है। { $payee } से पूछें कि और मिलेगा या नहीं।
items-left = { $n } बाकी
error-items-left = यह आपके चुने से कम बचा है।
