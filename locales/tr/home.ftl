# Turkish: Home, and what needs a look

home-search = Taleplerde ara
home-today = Bugün gelen
home-payments = { $count ->
        [one] { $n } ödeme
       *[other] { $n } ödeme
    }
home-month = Bu ay
home-went-back = İade: { $amount }
home-tests = Test ödemeleri sayılmaz.
home-week = Son 7 gün
home-days = Son 30 gün
home-best = En iyi gün, { $day }: { $amount }
home-best-today = En çok bugün geldi: { $amount }
home-numbers = Rakamları göster
home-day = Gün
home-came-in = Gelen
home-back = İade
home-now = Bugün
home-need-look = { $count ->
        [one] Bakılacak { $n } konu var
       *[other] Bakılacak { $n } konu var
    }
home-overdue = Gecikmiş
home-more-than = { $n } üzeri
home-newest = En yeniler
home-all = Tüm talepler
home-no-words = Metin yok
home-any-amount = Herhangi bir tutar, { $currency }
home-due-on = Vade: { $day }
home-start = İlk bağlantınıza iki adım
home-start-link = Bağlantı oluştur
home-start-done = Tamam
home-arrived-for = { $amount } ulaştı: { $what }.
home-arrived = { $amount } ulaştı.
home-changed = Bir şey değişti.
home-show = Göster
home-look = Bakılacaklar
home-look-none = Bakılacak bir şey yok.
home-look-claim = { $amount } ulaştı mı?
home-look-yes = Evet, ulaştı
home-look-not-yet = Henüz değil
home-look-dispute = İtiraz edilen tutar: { $amount }. Süre dolmadan yanıt verin: { $rail }.
home-look-open = Talebi aç
home-look-unanswered = Yanıt yok
home-look-refund = { $amount } iade edildi mi? Yanıt gelmedi: { $rail }.
home-look-sent = İade edildi
home-look-not-sent = İade edilmedi
home-look-over = İstenen { $amount } tutarından { $difference } fazla ulaştı.
home-look-keep = Kalsın
home-look-send-back = { $difference } iade et
home-look-under = { $amount } tutarının { $difference } kadarı hâlâ eksik.
home-look-rest = Kalanı iste
home-look-keep-part = Gelen kalsın
home-look-unknown = Hiçbir şeye uymuyor
home-look-event = Burada bilinmeyen bir ödeme için { $amount } bildirildi: { $rail }.
home-look-event-bare = Burada bilinmeyen bir ödeme bildirildi: { $rail }.
home-look-hook = Bir webhook kapalı: { $host } artık buradan bir şey öğrenmiyor
home-look-order = { $amount }: Bir sipariş yanıtınızı bekliyor.
home-look-ordered = Sipariş
home-look-seen = Kenara koy
home-look-reference = Açıklama
home-look-all = { $count ->
        [one] { $n } ödeme ulaştı
        [2] İki ödeme de ulaştı
       *[other] { $n } ödemenin hepsi ulaştı
    }
home-look-all-ask = { $count ->
        [one] Bu { $n } ödeme ulaştı mı?
        [2] İki ödeme de ulaştı mı?
       *[other] { $n } ödemenin hepsi ulaştı mı?
    }
home-look-all-sum = Toplam { $sum }
home-look-all-yes = Evet, hepsi ulaştı
home-look-left = Bazıları kaldı: Karşılıkları daha önce ödenmiş. Her birine ayrıca bakın.
home-alerts = Uyarılar
home-alerts-about = Ana sayfa açıkken para ulaştığında. Bu seçim yalnızca bu tarayıcıda tutulur.
home-alerts-sound = Ses çal
home-alerts-sound-help = Tarayıcılar, sayfaya bir kez dokunana kadar sessiz kalır.
home-alerts-vibrate = Titret
home-alerts-vibrate-help = Telefonlar yapabilir; bazı tarayıcılar yapamaz.
home-alerts-try = Dene
home-alerts-script = Bunun için JavaScript gerekir; bu tarayıcıda kapalı.
home-push = Uygulama kapalıyken
home-push-about = Bu cihaz, para geldiğinde, biri gönderdiğini söylediğinde, bir ödemeye itiraz edildiğinde ve biri sipariş verdiğinde bir bildirim gösterir. Kimsenin adını vermez; siz istemedikçe tutar da söylemez.
home-push-on = Bu cihazda aç
home-push-label = Bu cihazın adı
home-push-device = Cihaz { $n }
home-push-here = Bu cihaz
home-push-amounts = Tutarları söyle
home-push-amounts-hint = O zaman ekranı gören onları okuyabilir.
home-push-try = Deneme gönder
home-push-tried = Bir deneme yolda.
home-push-denied = Bu tarayıcı buradan bildirimlere izin vermiyor. Bu adres için ayarlarından bildirimlere izin verin, sonra yeniden deneyin.
home-push-failed = Tarayıcının bildirim hizmetine ulaşılamıyor. Daha sonra yeniden deneyin.
home-push-unknown = Bu tarayıcı bildirim gösteremiyor. iPhone veya iPad’de önce uygulamayı ana ekrana ekleyin.
home-push-stopped = Bildirim hizmeti bu cihaza giden bildirimleri reddediyor (başlangıç: { $when }). Bir deneme ulaşana ya da siz cihazı yeniden açana kadar ona bir şey gönderilmez.
home-push-arrived = Bir ödeme geldi
home-push-arrived-amount = { $amount } geldi
home-push-claimed = Biri para gönderdiğini söylüyor
home-push-claimed-amount = Biri { $amount } gönderdiğini söylüyor
home-push-disputed = Bir ödemeye itiraz edildi
home-push-disputed-amount = { $amount } için itiraz var
home-push-ordered = Biri sipariş verdi
home-push-ordered-amount = Biri { $amount } tutarında sipariş verdi
home-push-open = Görmek için uygulamayı açın.
home-push-look = Gelip gelmediğine bakın.
home-push-answer = Uygulamada bakın.
home-push-test = Bildirimler bu cihazda çalışıyor
home-push-test-about = Para geldiğinde bir tane göreceksiniz.
