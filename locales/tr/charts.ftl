# Turkish: charts

charts-title = Grafikler
charts-by = Dönem
charts-days = Günler
charts-weeks = Haftalar
charts-months = Aylar
charts-last-weeks = Son 13 hafta
charts-last-months = Son 12 ay
charts-week = Hafta
charts-month = Ay
charts-this-week = Bu hafta
charts-week-of = { $day } haftası
charts-best-day = En iyi gün: { $when }, { $amount }
charts-best-week = En iyi hafta: { $when }, { $amount }
charts-best-month = En iyi ay: { $when }, { $amount }
charts-nothing-left = İade edilenden fazlası gelmedi.
charts-received = Alınan
charts-received-about = Gelen tutardan iade edilen çıkarılır; ücretler düşülmemiştir. Günler defterlerinizdeki günlerdir.
charts-back = İade edilen veya düzeltilen
charts-back-sum = İade edilen veya düzeltilen: { $amount }
charts-empty = Henüz bir şey gelmedi. Grafikleriniz ilk ödemenizle başlar.
charts-nothing = Bu sürede bir şey gelmedi.
charts-made = Oluşturulan bağlantılar
charts-made-about = Yalnızca tek ödemelik bağlantılar sayılır; kişisel sayfada başlayanlar sayılmaz.
charts-wait = Ödenme süresi
charts-paid = { $count ->
        [one] { $n } ödendi
       *[other] { $n } ödendi
    }
charts-none-paid = Bunlardan henüz hiçbiri ödenmedi.
charts-half-minutes = { $count ->
        [one] Yarısı { $n } dakika içinde ödendi.
       *[other] Yarısı { $n } dakika içinde ödendi.
    }
charts-half-hours = { $count ->
        [one] Yarısı { $n } saat içinde ödendi.
       *[other] Yarısı { $n } saat içinde ödendi.
    }
charts-half-days = { $count ->
        [one] Yarısı { $n } gün içinde ödendi.
       *[other] Yarısı { $n } gün içinde ödendi.
    }
charts-hour = 1 saate kadar
charts-day = 1–24 saat
charts-three-days = 1–3 gün
charts-seven-days = 3–7 gün
charts-thirty-days = 7–30 gün
charts-longer = 30 günden uzun
charts-became = Sonuçları
charts-over = { $count ->
        [one] { $n } sona erdi
       *[other] { $n } sona erdi
    }
charts-open = { $count ->
        [one] { $n } hâlâ açık
       *[other] { $n } hâlâ açık
    }
charts-expired = Bunların { $share } kadarının süresi ödenmeden doldu.
charts-none-over = Bunlardan henüz hiçbiri sona ermedi.
charts-links = Bağlantı
charts-share = Pay
charts-percent = %{ $n }
charts-cut = Yalnızca en yeni { $n } tanesine bakılır.
