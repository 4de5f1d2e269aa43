# Turkish: making a link, and sharing it

new-title = Yeni bağlantı
new-who-sets = Tutarı kim belirler
new-fixed = Sabit
new-open = Serbest
new-between = Aralık
new-amount = Tutar
new-at-least = En az
new-at-most = En çok
new-open-says = Tutarı ödeyen belirler.
new-suggested = Önerilen tutarlar
new-currency = Para birimi
new-currency-search = Para birimi ara
new-currency-none = Uygun para birimi yok.
new-currency-unpaid = Ödeme alma yollarınızın hiçbiri { $currency } kabul etmiyor.
new-memo = Ne için
new-memos = Daha önce istedikleriniz
new-remove = Kaldır
new-remove-some = Bazılarını kaldır
new-no-due = Son tarih yok
new-due = Son tarih
new-parts = Taksitle
new-parts-hint = Kapora ve kalanı ya da taksitler: her biri için bir tutar ve bir gün. Son tutar boş kalırsa kalan tutar olur.
new-part-amount = { $n }. taksitin tutarı
new-part-day = { $n }. taksitin günü
new-prices = Başka fiyatlar
new-prices-hint = Aynı tutarın başka para birimlerinde, sizin belirlediğiniz fiyatları: bunlardan biri ödenir. Hiçbir şey çevrilmez.
new-price-amount = { $n }. fiyatın tutarı
new-price-currency = { $n }. fiyatın para birimi
new-works-for = Bağlantının süresi
new-no-limit = Süresiz
new-days = { $count ->
        [one] { $n } gün
       *[other] { $n } gün
    }
new-times = Kaç kez ödenebilir
new-times-hint = Tek kişi için 1, grup için daha çok. Boşsa: sabit tutarda bir kez, aksi hâlde sınırsız.
new-reference = Kendi referansınız
new-reference-hint = Fatura veya sipariş numarası. Ödeyenler görmez.
new-preview = Sohbette bağlantıdan ne görünür
new-preview-hint = Sohbetteki herkes görür. Ne için olduğu hiçbir zaman gösterilmez.
new-preview-generic = Ödeme istediğiniz
new-preview-amount = Adınız ve tutar
new-preview-none = Hiçbir şey
new-language = Bağlantının ve mesajın dili
new-language-hint = Chit’in başka bir dilini okuyanlar kendi dillerinde görür.
new-note = Ödeyenden not iste
new-note-hint = Tek satır. Yalnızca siz ve ödeyen görür.
new-tips = Ödeyene bahşiş seçeneği sun
new-tips-hint = Yok, %5, %10, %15 ya da kendi tutarı. Yalnızca tek seferde ödenen sabit tutarla. Defterleriniz bahşişi ayrı tutar.
new-keypad = Tuş takımı
new-keyboard = cihazın klavyesi
new-erase = Sil
new-make = Bağlantı oluştur
new-show-code = Kodu göster
new-offline = Çevrimdışı. Henüz bir şey oluşturulmadı. Yazdıklarınız burada kalır; bağlantı gelince yeniden basın.
new-repeated = Aynı bağlantıyı iki dakikadan kısa süre önce oluşturdunuz ve hâlâ açık. Şimdi bir şey oluşturulmadı. Aynı kişi için onu açın, başka biri için yenisini oluşturun.
new-repeated-open = O bağlantıyı aç
new-repeated-another = Yenisini oluştur
new-as-seen = Ödeyen ne görecek
new-ready = Bağlantı hazır
new-reminder = Hatırlatma
new-turns = Açık. Ödenince bu sayfa değişir.
new-over = Bağlantı bitti
new-is-paid = Ödendi.
new-ended = Bu bağlantının süresi doldu.
new-claimed = Ödeyen gönderdiğini söylüyor. Ulaşıp ulaşmadığına bakın.
new-change-preview = Önizlemeyi değiştir
split-word = Böl
split-title = Hesabı böl
split-total = Toplam
split-shares = Paylar
split-equal = Eşit paylar
split-named = Kendi adlarınız
split-count = Pay sayısı
split-fewer = Bir pay eksik
split-more = Bir pay fazla
split-names = Adlar, her satırda bir tane
split-names-hint = Bunları yalnız siz görürsünüz.
split-make = Bağlantıları oluştur
split-links = { $count ->
        [one] { $n } bağlantı. Bir kişiye gönderin.
       *[other] { $n } bağlantı. Her birini bir kişiye gönderin; kimse diğerlerini görmez.
    }
split-paid = Ödenen: { $paid } / { $all }
split-sum = { $paid } / { $total }
split-share = Pay { $n }
split-all = Bu hesabın bütün payları
bulk-many = Çoklu
bulk-title = Çok sayıda bağlantı
bulk-lead = Bir tablo, her satır için bir bağlantıya dönüşür. Önce her şey denetlenir ve gösterilir.
bulk-file = CSV dosyası
bulk-file-hint = Hesap tablosundan CSV UTF-8 olarak kaydedilmiş, en fazla { $max } satır.
bulk-text = Ya da tabloyu yapıştırın
bulk-text-hint = İlk satır sütunları adlandırır; aralarında virgül, noktalı virgül ya da sekme bulunur. Olabilecek sütunlar:
bulk-check = Tabloyu denetle
bulk-check-again = Yeniden denetle
bulk-nothing = Hiçbir şey oluşturulmadı.
bulk-row = Satır { $n }
bulk-good = { $count ->
        [one] { $n } bağlantı oluşturulabilir
       *[other] { $n } bağlantı oluşturulabilir
    }
bulk-bad = { $count ->
        [one] { $n } satırın düzeltilmesi gerekiyor. Henüz hiçbir şey oluşturulmadı.
       *[other] { $n } satırın düzeltilmesi gerekiyor. Henüz hiçbir şey oluşturulmadı.
    }
bulk-make = { $count ->
        [one] { $n } bağlantı oluştur
       *[other] { $n } bağlantı oluştur
    }
bulk-make-good = { $count ->
        [one] Hatalı satırlar olmadan { $n } bağlantı oluştur
       *[other] Hatalı satırlar olmadan { $n } bağlantı oluştur
    }
bulk-made = { $count ->
        [one] { $n } bağlantı oluşturuldu
       *[other] { $n } bağlantı oluşturuldu
    }
bulk-left = Bu satırlardan bağlantı oluşturulmadı:
bulk-download = Bağlantılı tabloyu indir
bulk-kept = Bu sayfa iki gün kalır. Bağlantılar talepleriniz arasında durur.
new-message-language = Mesajın dili
new-copy = Bağlantıyı kopyala
new-copy-message = Mesajı kopyala
new-button = Web sitesi için düğme kopyala
new-share = Paylaş
new-share-picture = QR resmi olarak paylaş
new-save-qr = QR resmini kaydet
new-save-card = Kartı kaydet
new-print = Tezgâh için sayfa yazdır
new-sms = SMS
new-email = E-posta
new-only-link = Messenger ve Snapchat yalnızca bağlantıyı alır.
new-paste-there = WeChat, Instagram ve Google Chat’te mesajı yapıştırın veya resim gönderin.
new-no-preview = Önizleme yok: sohbetlerde yalnızca bağlantının görünmesini seçtiniz.
new-as-reminder = Nazik bir hatırlatma olarak gönder
new-without-reminder = Bağlantıyı hatırlatma olmadan gönder
new-turn = Çevir
new-keep-on = Ekran açık kalsın diye dokunun

## Items to choose from

new-items = Ödeyenler listeden seçsin
new-items-hint = Herkesin seçtiği tutarı belirler: tutarı boş bırakın. “En çok” yazılmayan satır her toplamda yer alır.
new-item = Ürün
new-item-price = Fiyat
new-item-most = En çok
new-item-stock = Satılık
