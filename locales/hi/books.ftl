# Hindi: the books

## Parts

books-export = एक्सपोर्ट
books-statement = बैंक स्टेटमेंट
books-deliveries = डिलीवरी
books-close = बही बंद करना

## Lines and sums

books-lines = { $count ->
        [one] { $n } पंक्ति
       *[other] { $n } पंक्तियाँ
    }
books-lines-in = { $count ->
        [one] { $currency } में { $n } पंक्ति
       *[other] { $currency } में { $n } पंक्तियाँ
    }
books-tests = टेस्ट भुगतान यहाँ गिने गए हैं और फ़ाइल में भी हैं: उनके तरीके का नाम demo है या _test पर खत्म होता है।
books-came-in = आया
books-went-back = लौटाया गया
books-went-out = लौटाया गया और शुल्क
books-fees = शुल्क
books-fee = शुल्क
books-net = बही में
books-correction = सुधार
books-unknown-fees = { $count ->
        [one] { $n } शुल्क पता नहीं है। जोड़ और बैलेंस उसके बिना हैं।
       *[other] { $n } शुल्क पता नहीं हैं। जोड़ और बैलेंस उनके बिना हैं।
    }
books-day = दिन
books-for = किसलिए
books-method = तरीका
books-amount = राशि
books-no-text = कोई टेक्स्ट नहीं
books-for-day = { $day } के लिए
books-fee-unknown = पता नहीं
books-by-hand = हाथ से
books-by-statement = बैंक स्टेटमेंट
books-test = { $method } (टेस्ट)
books-days = { $first } से { $last }
books-days-account = { $days }, खाता { $account }

## Export

books-period = अवधि
books-this-month = यह महीना
books-last-month = पिछला महीना
books-this-quarter = यह तिमाही
books-this-year = यह साल
books-everything = सब कुछ
books-up-to = { $day } तक
books-since = { $day } से
books-from = कब से
books-to = कब तक (शामिल)
books-currency = मुद्रा
books-all-currencies = सभी मुद्राएँ
books-zone-and-day = टाइम ज़ोन, और कौन-सा दिन गिना जाए
books-zone = टाइम ज़ोन
books-zone-hint = दिन इसी के अनुसार शुरू और ख़त्म होते हैं, जैसे Asia/Kolkata.
books-which-day = कौन-सा दिन गिना जाए
books-by-accounting = बही का दिन
books-by-accounting-hint = वह दिन जब पैसे का लेन-देन हुआ; दर्ज करते समय वह बंद हो, तो पहला खुला दिन। बंद अवधि कभी नहीं बदलती, और दो अवधियों के बीच कुछ नहीं छूटता।
books-by-settled = वह दिन जब पैसे का लेन-देन हुआ
books-by-settled-hint = यह देखने के लिए कि महीने में क्या आया। यह बदल सकता है: उसके किसी दिन के लिए बाद में जो दर्ज हो, वह जुड़ जाता है।
books-by-created = दर्ज करने का दिन
books-by-created-hint = यह देखने के लिए कि क्या कब दर्ज हुआ, चाहे वह किसी भी दिन का हो।
books-show = दिखाएँ
books-nothing-shown = अभी कुछ नहीं दिखाया जा सकता। नीचे जो चिह्नित है, उसे देखें।
books-nothing-exported = कुछ एक्सपोर्ट नहीं हुआ। नीचे जो चिह्नित है, उसे देखें।
books-first-lines = पहली पंक्तियाँ
books-nothing-moved = इन दिनों में कोई लेन-देन नहीं हुआ। इनकी फ़ाइल में कोई पंक्ति नहीं होगी।
books-no-sums = जोड़ बही के दिन के अनुसार रखे जाते हैं। उन्हें देखने के लिए ऊपर वह दिन चुनें।
books-first-of-all = ये पहली पंक्तियाँ हैं। फ़ाइल में सभी हैं।
books-first-of-many = ये पहली पंक्तियाँ हैं। फ़ाइल में सभी हैं और उसे लिखने में थोड़ा समय लगता है: आपका ब्राउज़र दिखाता है कि कितना हुआ।
books-final = ये दिन बंद हैं: फ़ाइल हमेशा वही रहेगी।
books-provisional = इनमें से कुछ दिन खुले हैं, इसलिए फ़ाइल अस्थायी है, और उसका नाम यह बताता है।
books-month-statement = { $month } का विवरण, प्रिंट करने या PDF में सेव करने के लिए
books-format = फ़ॉर्मैट
books-format-csv-eu = दशमलव कॉमा वाला CSV
books-format-xero = Xero के लिए CSV
books-format-quickbooks = QuickBooks के लिए CSV
books-for-csv = किसी भी स्प्रेडशीट के लिए: कॉमा, दशमलव बिंदु, सभी कॉलम
books-for-csv-eu = दशमलव कॉमा वाले Excel के लिए: सेमीकोलन, सभी कॉलम, लंबे रेफ़रेंस पूरे
books-for-xlsx = Excel, LibreOffice और Numbers के लिए: असली राशियाँ और तारीखें, सभी कॉलम और जोड़ की एक शीट
books-for-jsonl = प्रोग्रामों के लिए: हर पंक्ति में एक ऑब्जेक्ट, सभी कॉलम
books-for-beancount = Beancount से टेक्स्ट वाले हिसाब के लिए: हर पंक्ति की जाँची हुई प्रविष्टि
books-for-hledger = hledger या Ledger से टेक्स्ट वाले हिसाब के लिए: हर पंक्ति की जाँची हुई प्रविष्टि
books-for-ofx = GnuCash, Sage, MoneyMoney और बैंकों के प्रोग्रामों के लिए: एक खाते का स्टेटमेंट, एक मुद्रा
books-for-qif = Quicken जैसे पुराने प्रोग्रामों के लिए: एक मुद्रा; हर फ़ाइल एक ही बार इंपोर्ट करें
books-for-xero = Xero में बैंक स्टेटमेंट इंपोर्ट करने के लिए: एक मुद्रा, ज़्यादा से ज़्यादा 1,000 पंक्तियाँ
books-for-quickbooks = QuickBooks Online में बैंक लेन-देन इंपोर्ट करने के लिए: एक मुद्रा, दिन dd/mm/yyyy, ज़्यादा से ज़्यादा 350 KB
books-for-datev = जर्मनी के कर सलाहकारों के लिए: प्रविष्टियों का बैच (EXTF Buchungsstapel), एक मुद्रा और एक वित्त वर्ष
books-accounts-link = Beancount, hledger और DATEV के खाते
books-download = डाउनलोड करें

## Accounts

books-accounts = खाते
books-accounts-lead = हिसाब के प्रोग्रामों की फ़ाइलें इन खातों में लिखती हैं। डिफ़ॉल्ट के लिए फ़ील्ड खाली छोड़ें।
books-accounts-saved = सेव हो गया। अगली फ़ाइल में ये खाते होंगे; जो डिलीवर हो चुका है, उसके अपने रहेंगे।
books-clearing = क्लियरिंग खाता
books-clearing-hint = प्रदाता ने क्या दिया और क्या नहीं। हर भुगतान तरीके को इसके नीचे अपना खाता मिलता है।
books-fees-account = शुल्क
books-fees-account-hint = हर भुगतान तरीके को इसके नीचे अपना खाता मिलता है।
books-tips-account = टिप का खाता
books-tips-account-hint = जैसे Income:Chit:Tips।
books-receivable = प्राप्य
books-receivable-hint = अनुरोधों पर जो बाकी है।
books-chart = खातों की सूची
books-adviser = सलाहकार का नंबर
books-adviser-hint = Beraternummer, आपके कर सलाहकार से।
books-client = क्लाइंट का नंबर
books-client-hint = Mandantennummer.
books-first-month = वित्त वर्ष का पहला महीना
books-first-month-hint = 1 यानी जनवरी।
books-digits = खाते के अंक
books-digits-hint = 4, जब तक सलाहकार कुछ और न कहे।
books-datev-fees = शुल्क का खाता
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = देनदार
books-debtor-hint = सभी भुगतान करने वालों का साझा खाता।
books-datev-tips = टिप का खाता
books-datev-tips-hint = SKR03 में 1590, SKR04 में 1370। अपने कर सलाहकार से पूछें: कर्मचारियों और मालिक की टिप पर कर अलग-अलग लगता है।
books-clearing-differs = डिफ़ॉल्ट से अलग क्लियरिंग खाते
books-clearing-differs-hint = हर पंक्ति में एक भुगतान तरीका और उसका खाता, जैसे “stripe 1361”.
books-save = सेव करें

## Deliveries

books-new-lines = { $count ->
        [one] पिछली डिलीवरी के बाद { $n } पंक्ति
       *[other] पिछली डिलीवरी के बाद { $n } पंक्तियाँ
    }
books-nothing-new = पिछली डिलीवरी के बाद कुछ नया नहीं
books-some-new-lines = पिछली डिलीवरी के बाद की पंक्तियाँ
books-nothing-delivered = कुछ डिलीवर नहीं हुआ। नीचे जो चिह्नित है, उसे देखें।
books-deliveries-lead = डिलीवरी में हर वह पंक्ति होती है जो पहले किसी में नहीं थी, क्रम से और बिना छूटे। उसकी फ़ाइल हमेशा हूबहू वही रहती है। आज से पहले के दिन उसके साथ बंद हो जाते हैं।
books-deliver = नया डिलीवर करें
books-delivered = डिलीवर किया गया
books-batch = बैच { $number }
books-batch-format = बैच { $number } का फ़ॉर्मैट
books-batch-currency = बैच { $number } की फ़ाइल की मुद्रा
books-older-deliveries = पुरानी डिलीवरी

## Close

books-closed-until = { $day } तक अब कुछ नहीं बदल सकता
books-nothing-closed = अभी कुछ बंद नहीं है
books-nothing-changed = कुछ नहीं बदला। नीचे जो चिह्नित है, उसे देखें।
books-close-lead = बंद दिन के लिए बाद में जो दर्ज होता है, वह पहले खुले दिन पर लिखा जाता है और बताता है कि वह किस दिन का है। इसलिए आपके लेखाकार के पास जो है, वह वैसा ही रहता है।
books-close-until = इस दिन तक बंद करें (शामिल)
books-close-hint = दिन { $zone } की घड़ी के अनुसार ख़त्म होते हैं। केवल बीते दिन बंद किए जा सकते हैं, और बंद करना वापस नहीं लिया जा सकता।
books-close-button = इस दिन तक बंद करें
books-by-itself = अपने-आप
books-closing-day = महीना अगले महीने के इस दिन अपने-आप बंद होता है
books-closing-day-hint = 1 से 28 तक। जो आप डिलीवर करते हैं, वह भी बंद हो जाता है।
books-closes = बंद की गई अवधियाँ
books-closed-to = कब तक
books-closed-when = बंद किया गया
books-last-line = आख़िरी पंक्ति
books-last-hash = उसका हैश
books-closed-by-you = { $moment }, आपने
books-closed-by-calendar = { $moment }, कैलेंडर से

## Month

books-of-the-books = बही का विवरण
books-payee = पाने वाला
books-made = बनाया गया
books-state = स्थिति
books-state-final = अंतिम: महीना बंद है
books-state-open = अस्थायी: महीना अभी बंद नहीं हुआ
books-state-running = अस्थायी: महीना अभी पूरा नहीं हुआ
books-month-empty = इस महीने के अंत तक कोई लेन-देन नहीं हुआ।
books-balance-before = { $day } से पहले का बैलेंस
books-balance-after = { $day } के बाद का बैलेंस
books-month-nothing = इस महीने कुछ नहीं हुआ।
books-month-none-listed = इसकी कोई पंक्ति यहाँ की सूची में नहीं है।
books-by-method = तरीके के अनुसार
books-by-method-in = तरीके के अनुसार { $currency }
books-all = कुल
books-month-amounts = महीने की राशियाँ
books-month-fees = महीने के शुल्क
books-month-tips = इन राशियों में टिप
books-month-cut = { $count ->
        [one] { $n } में से पहली { $listed } पंक्तियाँ यहाँ हैं। जोड़ सभी का है, और एक्सपोर्ट में सभी हैं।
       *[other] { $n } में से पहली { $listed } पंक्तियाँ यहाँ हैं। जोड़ सभी का है, और एक्सपोर्ट में सभी हैं।
    }
books-balance-hint = बैलेंस सभी राशियों का जोड़ है, ज्ञात शुल्क घटाकर। प्रदाता ने बैंक खाते में जो दिया, वह नहीं घटाया गया है।
books-head = बही का अंत: पंक्ति { $line }
books-months = महीने
books-export-month = यह महीना एक्सपोर्ट करें

## Statements

books-match-title = अपने बैंक का स्टेटमेंट मिलाएँ
books-match-lead = हम उसे पढ़ते हैं, मिलाते हैं और भूल जाते हैं कि किसने भुगतान किया।
books-file = आपके बैंक की फ़ाइल
books-file-hint = CAMT (.xml), MT940, OFX या CSV, ज़्यादा से ज़्यादा 50 MiB; .zip को पहले खोलें। एक फ़ाइल दो बार इंपोर्ट करने से कुछ नहीं बदलता।
books-drop = या फ़ाइल यहाँ छोड़ें।
books-choose-file = पहले एक फ़ाइल चुनें।
books-kept = इसमें से क्या रखा जाता है
books-kept-lead = हर प्रविष्टि से: राशि, शुल्क, मुद्रा और दिन, बैंक के रेफ़रेंस के आख़िरी चार अक्षर और एक फ़िंगरप्रिंट जो उसे दूसरों से अलग करता है। भुगतान करने वालों के नाम, खाते और टेक्स्ट मेमोरी में पढ़े जाते हैं और फ़ाइल के साथ भुला दिए जाते हैं।
books-import = इंपोर्ट करें
books-sending = फ़ाइल भेजी जा रही है:
books-sent = फ़ाइल आ गई है। उसकी प्रविष्टियाँ मिलाई जा रही हैं।
books-read-begun = फ़ाइल लिखी जा रही है।
books-read = काम जारी है: { $n } पंक्तियाँ।
books-read-of = काम जारी है: { $all } में से { $n } पंक्तियाँ।
books-read-all = सभी पंक्तियाँ लिखी जा चुकी हैं।
books-underway = काम जारी है: { $all } में से { $done } प्रविष्टियाँ
books-nothing-imported = { $fault } कुछ इंपोर्ट नहीं हुआ।
books-imported = इंपोर्ट किए गए
books-undone = वापस लिया गया
books-waiting = { $count ->
        [one] { $n } पर फ़ैसला बाकी
       *[other] { $n } पर फ़ैसला बाकी
    }
books-older-statements = पुराने स्टेटमेंट
books-columns = इस तालिका के कॉलम
books-columns-lead = कुछ बातें साफ़ नहीं हैं। आपके जवाब उन्हीं शीर्षकों वाली फ़ाइलों के लिए रखे जाते हैं; फ़ाइल नहीं रखी जाती, इसलिए उसे फिर से चुनें।
books-first-rows = पहली पंक्तियाँ
books-cells-left-out = जिन खानों में किसी का नाम हो सकता है, वे छोड़ दिए गए हैं।
books-column-none = नहीं चुना
books-asked = फ़ाइल से यह साफ़ नहीं है। चुनें।
books-asked-again = यह फ़ाइल से मेल नहीं खाता। फिर से चुनें।
books-column-date = बुकिंग का दिन
books-column-value-date = वैल्यू डेट
books-column-amount = राशि
books-column-debit = गया पैसा, अगर उसका अलग कॉलम है
books-column-credit = आया पैसा, अगर उसका अलग कॉलम है
books-column-sign = दिशा: आया या गया
books-column-fee = राशि से कटा शुल्क, अगर उसका कॉलम है
books-column-net = शुल्क के बाद की राशि
books-column-currency = मुद्राओं का कॉलम
books-date-order = तारीखों का क्रम
books-order-dmy = दिन, महीना, साल
books-order-mdy = महीना, दिन, साल
books-order-ymd = साल, महीना, दिन
books-decimal-mark = दशमलव से पहले
books-mark-dot = बिंदु: 1,234.50
books-mark-comma = कॉमा: 1.234,50

## One statement

books-no-entries = कोई प्रविष्टि नहीं
books-entries = { $count ->
        [one] { $n } प्रविष्टि
       *[other] { $n } प्रविष्टियाँ
    }
books-known-before = { $count ->
        [one] उनमें से { $n } पहले से पता
       *[other] उनमें से { $n } पहले से पता
    }
books-not-booked = { $count ->
        [one] { $n } और, जिसे बैंक ने अभी बुक नहीं किया
       *[other] { $n } और, जिन्हें बैंक ने अभी बुक नहीं किया
    }
books-imported-at = { $moment } को इंपोर्ट किया गया
books-was-undone = यह इंपोर्ट वापस लिया गया: जो दर्ज हुआ था, उसे सुधारों से हटा दिया गया है।
books-nothing-was-changed = कुछ नहीं बदला।
books-queues = सूचियाँ
books-matched = मिले
books-suggested = सुझाए गए
books-unmatched = नहीं मिले
books-dismissed = अलग रखे गए
books-outgoing = बाहर गए
books-nothing-waits = यहाँ कुछ बाकी नहीं है।
books-none = कोई नहीं है।
books-all-known = कुछ नया नहीं: इसकी सभी प्रविष्टियाँ पहले से दर्ज थीं।
books-keys = कुंजियाँ: ↑ ↓ चलने, Enter स्वीकार करने, d अलग रखने के लिए
books-taken-back = वापस लिया गया
books-bank-reference = बैंक का रेफ़रेंस
books-booked-before = पहले से दर्ज; यह एक और प्रमाण है।
books-take = स्वीकार करें
books-that-payment = यह वही भुगतान है
books-another-payment = दूसरा भुगतान: दर्ज करें
books-pick = अनुरोध चुनें
books-search-requests = अनुरोध खोजें
books-search-hint = शब्द, राशि या कोड
books-search = खोजें
books-none-fits = कोई अनुरोध मेल नहीं खाता।
books-dismiss = अलग रखें
books-more-entries = और प्रविष्टियाँ
books-undo = यह इंपोर्ट वापस लें
books-undo-lead = इसने जो दर्ज किया, वह सुधारों से हटा दिया जाता है, और प्रविष्टियाँ फिर से इंपोर्ट की जा सकती हैं। यह तब तक हो सकता है जब तक इसके दिन खुले हैं।
books-forgotten = प्रविष्टि का और कुछ नहीं रखा जाता: न नाम, न खाता, न भुगतान करने वाले का टेक्स्ट। ये आपके बैंक के पास हैं, इसी दिन और राशि के साथ।
books-why-currency = रेफ़रेंस सही है, पर पैसा दूसरी मुद्रा में है।
books-why-several = ट्रांसफ़र में कई अनुरोध हैं, और उन पर बाकी राशियों का जोड़ इसकी राशि के बराबर नहीं है।
books-why-paid = रेफ़रेंस सही है, पर इस अनुरोध का भुगतान हो चुका है।
books-why-booked = यही राशि इसी दिन इस अनुरोध के लिए दूसरे फ़ॉर्मैट की फ़ाइल से दर्ज है।
books-why-recorded = इस अनुरोध के लिए यही राशि पहले से दर्ज है: यह वही पैसा हो सकता है या कोई और भुगतान।
books-why-kept = रेफ़रेंस सही है और पूरी राशि भेजी गई थी: एक हिस्सा किसी बैंक ने काट लिया।
books-why-ambiguous = कोड या रेफ़रेंस एक से ज़्यादा अनुरोधों से मेल खाता है।
books-why-own = आपका रेफ़रेंस टेक्स्ट में है, पर राशि अलग है या अनुरोध खुला नहीं है।
books-why-claimed = भुगतान करने वाले ने कहा कि यह राशि भेजी गई थी।
books-why-amount = राशि बाकी राशि के बराबर है, और अनुरोध उसी समय का है।
books-why-taken-back = बैंक ने इस अनुरोध के लिए दर्ज राशि वापस ले ली।
books-no-such-request = अपने किसी अनुरोध का कोड इस्तेमाल करें।
books-no-such-payment = आपके किसी भुगतान की यह आईडी नहीं है।
books-request-currency = यह अनुरोध दूसरी मुद्रा में है। पैसा अनुरोध के पेज पर, उसकी मुद्रा में दर्ज करें।
books-refused-decided = इस प्रविष्टि पर फ़ैसला हो चुका है। इसे फिर से देखें।
books-refused-not-waiting = केवल वही प्रविष्टि अलग रखी जा सकती है जिस पर फ़ैसला बाकी है।
books-refused-undone = यह इंपोर्ट वापस लिया गया था। फ़ाइल फिर से इंपोर्ट करें।
books-refused-other-money = यह भुगतान दूसरा पैसा है, या कोई दूसरी प्रविष्टि इसे पहले से दिखाती है। फिर से देखें।
books-refused-nothing-paid = किसी स्टेटमेंट ने उस अनुरोध के लिए यह राशि नहीं चुकाई, इसलिए कुछ वापस नहीं लिया जा सकता। एक रिफ़ंड दर्ज करें।
books-refused-day-closed = इस स्टेटमेंट का पैसा { $day } को दर्ज है, और वह दिन आपकी बही में बंद है। जो ग़लत है, उसके लिए रिफ़ंड दर्ज करें।
books-refused-gone-back = इस स्टेटमेंट का पैसा तब से लौटाया जा चुका है, इसलिए इंपोर्ट वापस नहीं लिया जा सकता।
books-refused-taken-back-later = बाद के एक स्टेटमेंट में बैंक ने इस स्टेटमेंट का पैसा वापस ले लिया। पहले उस स्टेटमेंट का इंपोर्ट वापस लें।

## Faults of files

books-at-line = पंक्ति { $line }: { $fault }
books-at-element = पंक्ति { $line } में { $element }: { $fault }
books-fault-unreadable = फ़ाइल अंत तक नहीं पढ़ी जा सकी। उसे फिर से भेजें।
books-fault-cut = फ़ाइल जल्दी ख़त्म हो जाती है, उसका एक हिस्सा नहीं है। उसे फिर से डाउनलोड करें।
books-fault-too-long = एक पंक्ति या टेक्स्ट किसी भी बैंक से लंबा है।
books-fault-not-text = यह टेक्स्ट नहीं है, या उस एन्कोडिंग में नहीं है जो फ़ाइल बताती है।
books-fault-malformed = यह वैसे नहीं लिखा है जैसा फ़ॉर्मैट में होना चाहिए।
books-fault-declaration = DOCTYPE जैसी घोषणा नहीं ली जाती: किसी स्टेटमेंट को इसकी ज़रूरत नहीं।
books-fault-no-account = प्रविष्टियाँ किसी खाते की नहीं हैं।
books-fault-no-amount = राशि नहीं है।
books-fault-no-direction = यह नहीं लिखा कि पैसा आया या गया।
books-fault-no-day = दिन नहीं है।
books-fault-no-currency = राशि की मुद्रा नहीं है।
books-fault-not-amount = राशि पढ़ी जा सकने वाली संख्या नहीं है।
books-fault-too-fine = राशि में उसकी मुद्रा से ज़्यादा दशमलव हैं।
books-fault-too-large = राशि बहुत बड़ी है।
books-fault-not-day = यह तारीख कैलेंडर में नहीं है।
books-fault-currency-differs = राशि उसकी पंक्ति में लिखी मुद्रा से अलग मुद्रा में है।
books-fault-fee-off = शुल्क, राशि और उसमें से बची रकम का अंतर नहीं है।
books-fault-no-balance = कोई बैलेंस नहीं है या पढ़ा नहीं जा सकता, इसलिए फ़ाइल का हिस्सा छूटा हो सकता है। उसे फिर से डाउनलोड करें।
books-fault-pdf = यह PDF है, जो केवल पढ़ने के लिए है। स्टेटमेंट को CAMT.053, MT940, OFX या CSV में डाउनलोड करें।
books-fault-packed = यह आर्काइव या वर्कबुक है। उसे खोलें, या शीट को CSV में सेव करें।
books-fault-compressed = यह फ़ाइल कंप्रेस की हुई है। पहले उसे खोलें।
books-fault-empty = फ़ाइल खाली है।
books-fault-unknown-format = यह पढ़ा जा सकने वाला स्टेटमेंट नहीं है। CAMT.052, CAMT.053 और CAMT.054 (XML), MT940, MT942, OFX और शीर्षकों की पंक्ति वाला CSV पढ़ा जाता है।
books-fault-no-statement = फ़ाइल में किसी खाते का स्टेटमेंट नहीं है।
books-fault-too-many = एक फ़ाइल में ज़्यादा से ज़्यादा 2,00,000 प्रविष्टियाँ होती हैं; इसमें ज़्यादा हैं। इसे हिस्सों में इंपोर्ट करें, जैसे महीने के हिसाब से।
books-fault-too-much = इस फ़ाइल की प्रविष्टियों में इतने संदर्भ हैं कि एक बार में पढ़े नहीं जा सकते। इसे हिस्सों में इंपोर्ट करें, जैसे महीने के हिसाब से।
books-fault-unclear = इस तालिका के कॉलम साफ़ नहीं हैं।
books-fault-balance-off = बैलेंस वह नहीं है जो पिछले बैलेंस और प्रविष्टियों से बनता है।
books-fault-balance-unread = बैलेंस पढ़ा नहीं जा सकता, इसलिए प्रविष्टियों की उससे तुलना नहीं की गई।
books-fault-details-off = विवरणों का जोड़ उनकी प्रविष्टि की राशि नहीं है। प्रविष्टि एक ही गिनी जाती है।
books-fault-day-of-statement = इस प्रविष्टि का दिन नहीं है; इसे स्टेटमेंट का दिन दिया गया।
books-fault-left-out = एक पंक्ति छोड़ दी गई: उसकी तारीख, राशि या मुद्रा नहीं है।
books-fault-unknown-state = इस पंक्ति की, और शायद औरों की, स्थिति पता नहीं है। इसे अभी बुक न किया हुआ माना जाता है।
books-fault-correction = यह प्रविष्टि पहले की एक प्रविष्टि को सुधारती है; यह दिखाई जाती है और कुछ दर्ज नहीं करती।
