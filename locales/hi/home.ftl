# Hindi: Home, and what needs a look

home-search = अनुरोध खोजें
home-today = आज आया
home-payments = { $count ->
        [one] { $n } भुगतान
       *[other] { $n } भुगतान
    }
home-month = इस महीने
home-went-back = { $amount } वापस गए
home-tests = टेस्ट भुगतान नहीं गिने जाते।
home-week = पिछले 7 दिन
home-days = पिछले 30 दिन
home-best = सबसे अच्छा दिन, { $day }: { $amount }
home-best-today = सबसे ज़्यादा आज आया: { $amount }
home-numbers = आँकड़े देखें
home-day = दिन
home-came-in = आया
home-back = वापस गया
home-now = आज
home-need-look = { $count ->
        [one] { $n } पर ध्यान दें
       *[other] { $n } पर ध्यान दें
    }
home-overdue = समय बीता
home-more-than = { $n } से ज़्यादा
home-newest = सबसे नए
home-all = सभी अनुरोध
home-no-words = कोई विवरण नहीं
home-any-amount = कोई भी राशि, { $currency }
home-due-on = देय: { $day }
home-start = आपके पहले लिंक तक दो कदम
home-start-link = लिंक बनाएँ
home-start-done = हो गया
home-arrived-for = { $what } के लिए { $amount } आ गए।
home-arrived = { $amount } आ गए।
home-changed = कुछ बदल गया है।
home-show = दिखाएँ
home-look = ध्यान दें
home-look-none = ध्यान देने के लिए कुछ नहीं है।
home-look-claim = क्या { $amount } आ गए?
home-look-yes = हाँ, आ गए
home-look-not-yet = अभी नहीं
home-look-dispute = { $amount } पर विवाद है। समय सीमा से पहले यहाँ जवाब दें: { $rail }।
home-look-open = अनुरोध खोलें
home-look-unanswered = कोई जवाब नहीं
home-look-refund = क्या { $amount } वापस गए? कोई जवाब नहीं मिला: { $rail }।
home-look-sent = वापस गए
home-look-not-sent = वापस नहीं गए
home-look-over = माँगे गए { $amount } से { $difference } ज़्यादा आए।
home-look-keep = रख लें
home-look-send-back = { $difference } वापस भेजें
home-look-under = { $amount } में से { $difference } अभी बाकी हैं।
home-look-rest = बाकी माँगें
home-look-keep-part = जो आया, रख लें
home-look-unknown = किसी से मेल नहीं
home-look-event = यहाँ अज्ञात भुगतान के लिए { $amount } की सूचना मिली: { $rail }।
home-look-event-bare = यहाँ अज्ञात भुगतान की सूचना मिली: { $rail }।
home-look-hook = एक वेबहुक बंद है: { $host } को यहाँ से अब कुछ पता नहीं चलता
home-look-order = { $amount }: एक ऑर्डर आपके जवाब का इंतज़ार कर रहा है।
home-look-ordered = ऑर्डर
home-look-seen = अलग रखें
home-look-reference = रेफ़रेंस
home-look-all = { $count ->
        [one] { $n } आ गया
        [2] दोनों आ गए
       *[other] सभी { $n } आ गए
    }
home-look-all-ask = { $count ->
        [one] क्या यह { $n } भुगतान आ गया?
        [2] क्या दोनों भुगतान आ गए?
       *[other] क्या सभी { $n } भुगतान आ गए?
    }
home-look-all-sum = कुल { $sum }
home-look-all-yes = हाँ, सभी आ गए
home-look-left = कुछ बचे हैं: वे जिसके लिए हैं, उसका भुगतान पहले ही हो चुका है। हर एक को देखें।
home-alerts = सूचनाएँ
home-alerts-about = जब होम खुला हो और पैसे आएँ। यह चुनाव केवल इस ब्राउज़र में रहता है।
home-alerts-sound = आवाज़ बजाएँ
home-alerts-sound-help = जब तक आप पेज को एक बार न छुएँ, ब्राउज़र चुप रहते हैं।
home-alerts-vibrate = कंपन
home-alerts-vibrate-help = फ़ोन कर सकते हैं; कुछ ब्राउज़र नहीं।
home-alerts-try = आज़माएँ
home-alerts-script = इसके लिए JavaScript चाहिए, जो इस ब्राउज़र में बंद है।
home-push = जब ऐप बंद हो
home-push-about = तब यह डिवाइस सूचना दिखाता है जब पैसे आते हैं, जब कोई कहता है कि उसने भेज दिए, जब किसी भुगतान पर विवाद होता है, और जब कोई ऑर्डर करता है। इसमें किसी का नाम नहीं होता, और रकम तभी जब आप चाहें।
home-push-on = इस डिवाइस पर चालू करें
home-push-label = इस डिवाइस का नाम
home-push-device = डिवाइस { $n }
home-push-here = यह डिवाइस
home-push-amounts = रकम बताएँ
home-push-amounts-hint = तब स्क्रीन देखने वाला उन्हें पढ़ सकता है।
home-push-try = जाँच भेजें
home-push-tried = जाँच भेजी जा रही है।
home-push-denied = यह ब्राउज़र यहाँ से सूचनाओं की अनुमति नहीं देता। इसकी सेटिंग में इस पते के लिए सूचनाओं की अनुमति दें, फिर दोबारा कोशिश करें।
home-push-failed = ब्राउज़र की पुश सेवा से संपर्क नहीं हो पाया। बाद में दोबारा कोशिश करें।
home-push-unknown = यह ब्राउज़र सूचनाएँ नहीं दिखा सकता। iPhone या iPad पर पहले ऐप को होम स्क्रीन पर जोड़ें।
home-push-stopped = पुश सेवा { $when } से इस डिवाइस की सूचनाएँ अस्वीकार कर रही है। जब तक कोई जाँच न पहुँचे या डिवाइस फिर चालू न किया जाए, इसे कुछ नहीं भेजा जाएगा।
home-push-arrived = एक भुगतान आया
home-push-arrived-amount = { $amount } आए
home-push-claimed = कोई कहता है कि पैसे भेज दिए
home-push-claimed-amount = कोई कहता है कि { $amount } भेज दिए
home-push-disputed = एक भुगतान पर विवाद है
home-push-disputed-amount = { $amount } पर विवाद है
home-push-ordered = किसी ने ऑर्डर किया
home-push-ordered-amount = किसी ने { $amount } का ऑर्डर किया
home-push-open = देखने के लिए ऐप खोलें।
home-push-look = देखें कि पैसे आए या नहीं।
home-push-answer = इसे ऐप में देखें।
home-push-test = इस डिवाइस पर सूचनाएँ काम करती हैं
home-push-test-about = पैसे आने पर आपको सूचना दिखेगी।
