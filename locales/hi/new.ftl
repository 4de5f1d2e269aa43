# Hindi: making a link, and sharing it

new-title = नया लिंक
new-who-sets = राशि कौन तय करेगा
new-fixed = तय राशि
new-open = भुगतानकर्ता चुने
new-between = सीमा में
new-amount = राशि
new-at-least = कम से कम
new-at-most = ज़्यादा से ज़्यादा
new-open-says = राशि भुगतान करने वाला तय करेगा।
new-suggested = सुझाई गई राशियाँ
new-currency = मुद्रा
new-currency-search = मुद्रा खोजें
new-currency-none = कोई मुद्रा नहीं मिली।
new-currency-unpaid = भुगतान लेने का आपका कोई तरीका { $currency } नहीं लेता।
new-memo = किसलिए
new-memos = आपने पहले किसलिए माँगा
new-remove = हटाएँ
new-remove-some = कुछ हटाएँ
new-no-due = कोई नियत तारीख नहीं
new-due = नियत तारीख
new-parts = किस्तों में
new-parts-hint = अग्रिम और बाकी, या किस्तें: हर एक के लिए राशि और तारीख। आखिरी राशि खाली छोड़ें तो वह बाकी राशि होगी।
new-part-amount = किस्त { $n } की राशि
new-part-day = किस्त { $n } की तारीख
new-prices = और कीमतें
new-prices-hint = वही राशि दूसरी मुद्राओं में, आपकी अपनी कीमतों पर: इनमें से एक का भुगतान होता है। कुछ भी बदला नहीं जाता।
new-price-amount = कीमत { $n } की राशि
new-price-currency = कीमत { $n } की मुद्रा
new-works-for = लिंक कब तक चलेगा
new-no-limit = कोई समय सीमा नहीं
new-days = { $count ->
        [one] { $n } दिन
       *[other] { $n } दिन
    }
new-times = कितनी बार भुगतान हो सकता है
new-times-hint = एक व्यक्ति के लिए 1, समूह के लिए ज़्यादा। खाली छोड़ने पर: तय राशि के लिए एक बार, वरना कितनी भी बार।
new-reference = आपका रेफ़रेंस
new-reference-hint = बिल या ऑर्डर नंबर। भुगतान करने वाले इसे नहीं देखते।
new-preview = चैट में लिंक का क्या दिखे
new-preview-hint = चैट में सभी इसे देखते हैं। किसलिए है, यह कभी नहीं दिखाया जाता।
new-preview-generic = कि आप भुगतान माँग रहे हैं
new-preview-amount = आपका नाम और राशि
new-preview-none = कुछ नहीं
new-language = लिंक और संदेश की भाषा
new-language-hint = जिनकी अपनी भाषा Chit में है, उन्हें वही मिलती है।
new-note = भुगतान करने वाले से नोट माँगें
new-note-hint = एक पंक्ति। सिर्फ़ आप और वही व्यक्ति देखते हैं।
new-tips = भुगतान करने वाले को टिप जोड़ने दें
new-tips-hint = कोई नहीं, 5, 10, 15% या अपनी राशि। केवल एक बार में चुकाई जाने वाली तय राशि के साथ। आपके खाते टिप को अलग रखते हैं।
new-keypad = अंक कीपैड
new-keyboard = डिवाइस का कीबोर्ड
new-erase = मिटाएँ
new-make = लिंक बनाएँ
new-show-code = कोड दिखाएँ
new-offline = आप ऑफ़लाइन हैं। अभी कुछ नहीं बना। आपका लिखा यहीं रहेगा; कनेक्शन लौटने पर फिर दबाएँ।
new-repeated = यही लिंक दो मिनट से कम समय पहले बनाया गया था और अभी खुला है। इस बार कुछ नहीं बनाया गया। उसी व्यक्ति के लिए वही लिंक खोलें; किसी और के लिए एक और बनाएँ।
new-repeated-open = वही लिंक खोलें
new-repeated-another = एक और बनाएँ
new-as-seen = भुगतान करने वाला यह देखेगा
new-ready = लिंक तैयार
new-reminder = याद दिलाना
new-turns = खुला है। भुगतान होते ही यह पेज बदल जाएगा।
new-over = लिंक समाप्त
new-is-paid = भुगतान हो गया।
new-ended = यह लिंक अब नहीं चलता।
new-claimed = भुगतान करने वाले के अनुसार पैसे भेज दिए गए हैं। देखें कि पहुँचे या नहीं।
new-change-preview = चैट प्रीव्यू बदलें
split-word = बाँटें
split-title = बिल बाँटें
split-total = कुल राशि
split-shares = हिस्से
split-equal = बराबर हिस्से
split-named = अपने नाम
split-count = हिस्सों की संख्या
split-fewer = एक हिस्सा कम
split-more = एक हिस्सा ज़्यादा
split-names = नाम, हर पंक्ति में एक
split-names-hint = इन्हें केवल आप देखते हैं।
split-make = लिंक बनाएँ
split-links = { $count ->
        [one] { $n } लिंक। इसे एक व्यक्ति को भेजें।
       *[other] { $n } लिंक। हर एक को एक व्यक्ति को भेजें; कोई दूसरे लिंक नहीं देखता।
    }
split-paid = { $all } में से { $paid } का भुगतान हुआ
split-sum = { $total } में से { $paid }
split-share = हिस्सा { $n }
split-all = इस बिल के सभी हिस्से
bulk-many = कई
bulk-title = कई लिंक
bulk-lead = तालिका की हर पंक्ति से एक लिंक बनता है। पहले सब कुछ जाँचकर दिखाया जाता है।
bulk-file = CSV फ़ाइल
bulk-file-hint = स्प्रेडशीट से CSV UTF-8 के रूप में सहेजी गई, ज़्यादा से ज़्यादा { $max } पंक्तियाँ।
bulk-text = या तालिका चिपकाएँ
bulk-text-hint = पहली पंक्ति में कॉलमों के नाम हों, बीच में अल्पविराम, अर्धविराम या टैब। संभव कॉलम:
bulk-check = तालिका जाँचें
bulk-check-again = फिर से जाँचें
bulk-nothing = कुछ नहीं बनाया गया।
bulk-row = पंक्ति { $n }
bulk-good = { $count ->
        [one] { $n } लिंक बनाया जा सकता है
       *[other] { $n } लिंक बनाए जा सकते हैं
    }
bulk-bad = { $count ->
        [one] { $n } पंक्ति सुधारनी है। अभी कुछ नहीं बनाया गया।
       *[other] { $n } पंक्तियाँ सुधारनी हैं। अभी कुछ नहीं बनाया गया।
    }
bulk-make = { $count ->
        [one] { $n } लिंक बनाएँ
       *[other] { $n } लिंक बनाएँ
    }
bulk-make-good = { $count ->
        [one] ग़लत पंक्तियों को छोड़कर { $n } लिंक बनाएँ
       *[other] ग़लत पंक्तियों को छोड़कर { $n } लिंक बनाएँ
    }
bulk-made = { $count ->
        [one] { $n } लिंक बना
       *[other] { $n } लिंक बने
    }
bulk-left = इन पंक्तियों से लिंक नहीं बने:
bulk-download = लिंक वाली तालिका डाउनलोड करें
bulk-kept = यह पेज दो दिन रहेगा। लिंक आपके अनुरोधों में बने रहेंगे।
new-message-language = संदेश की भाषा
new-copy = लिंक कॉपी करें
new-copy-message = संदेश कॉपी करें
new-button = वेबसाइट के लिए बटन कॉपी करें
new-share = शेयर करें
new-share-picture = QR तस्वीर शेयर करें
new-save-qr = QR तस्वीर सेव करें
new-save-card = कार्ड सेव करें
new-print = काउंटर के लिए शीट प्रिंट करें
new-sms = SMS
new-email = ईमेल
new-only-link = Messenger और Snapchat सिर्फ़ लिंक लेते हैं।
new-paste-there = WeChat, Instagram और Google Chat में संदेश पेस्ट करें या तस्वीर भेजें।
new-no-preview = कोई प्रीव्यू नहीं: आपने चुना है कि चैट में सिर्फ़ लिंक दिखे।
new-as-reminder = विनम्र याद दिलाने के रूप में भेजें
new-without-reminder = बिना याद दिलाए लिंक भेजें
new-turn = घुमाएँ
new-keep-on = स्क्रीन चालू रखने के लिए टैप करें

## Items to choose from

new-items = भुगतान करने वाले सूची से चुनें
new-items-hint = जो चुना जाएगा वही राशि होगी, इसलिए राशि खाली छोड़ें। जिस पंक्ति में “अधिकतम” नहीं है वह हर जोड़ में रहेगी।
new-item = वस्तु
new-item-price = दाम
new-item-most = अधिकतम
new-item-stock = बिक्री हेतु
