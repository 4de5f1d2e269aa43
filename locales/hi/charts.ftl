# Hindi: charts

charts-title = चार्ट
charts-by = अवधि
charts-days = दिन
charts-weeks = सप्ताह
charts-months = महीने
charts-last-weeks = पिछले 13 सप्ताह
charts-last-months = पिछले 12 महीने
charts-week = सप्ताह
charts-month = महीना
charts-this-week = इस सप्ताह
charts-week-of = { $day } का सप्ताह
charts-best-day = सबसे अच्छा दिन: { $when }, { $amount }
charts-best-week = सबसे अच्छा सप्ताह: { $when }, { $amount }
charts-best-month = सबसे अच्छा महीना: { $when }, { $amount }
charts-nothing-left = जितना वापस गया, उससे ज़्यादा नहीं आया।
charts-received = प्राप्त
charts-received-about = जो आया, उसमें से जो वापस गया वह घटाकर, शुल्क से पहले। दिन आपकी बही के हैं।
charts-back = वापस गया या सुधारा गया
charts-back-sum = वापस गया या सुधारा गया: { $amount }
charts-empty = अभी तक कुछ नहीं आया। आपके चार्ट पहले भुगतान से शुरू होंगे।
charts-nothing = इस अवधि में कुछ नहीं आया।
charts-made = बनाए गए लिंक
charts-made-about = केवल एक भुगतान वाले लिंक गिने जाते हैं; निजी पेज पर शुरू हुए नहीं।
charts-wait = भुगतान में लगा समय
charts-paid = { $count ->
        [one] { $n } का भुगतान हुआ
       *[other] { $n } का भुगतान हुआ
    }
charts-none-paid = इनमें से किसी का भुगतान अभी नहीं हुआ।
charts-half-minutes = { $count ->
        [one] इनमें से आधे का भुगतान { $n } मिनट में हुआ।
       *[other] इनमें से आधे का भुगतान { $n } मिनट में हुआ।
    }
charts-half-hours = { $count ->
        [one] इनमें से आधे का भुगतान { $n } घंटे में हुआ।
       *[other] इनमें से आधे का भुगतान { $n } घंटों में हुआ।
    }
charts-half-days = { $count ->
        [one] इनमें से आधे का भुगतान { $n } दिन में हुआ।
       *[other] इनमें से आधे का भुगतान { $n } दिनों में हुआ।
    }
charts-hour = 1 घंटे तक
charts-day = 1–24 घंटे
charts-three-days = 1–3 दिन
charts-seven-days = 3–7 दिन
charts-thirty-days = 7–30 दिन
charts-longer = 30 दिन से ज़्यादा
charts-became = उनका क्या हुआ
charts-over = { $count ->
        [one] { $n } पूरा हो चुका
       *[other] { $n } पूरे हो चुके
    }
charts-open = { $count ->
        [one] { $n } अभी खुला
       *[other] { $n } अभी खुले
    }
charts-expired = इनमें से { $share } का समय भुगतान से पहले समाप्त हो गया।
charts-none-over = इनमें से कोई अभी पूरा नहीं हुआ।
charts-links = लिंक
charts-share = हिस्सा
charts-percent = { $n }%
charts-cut = केवल सबसे नए { $n } देखे जाते हैं।
