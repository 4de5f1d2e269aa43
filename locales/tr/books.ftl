# Turkish: the books

## Parts

books-export = Dışa aktarma
books-statement = Hesap özeti
books-deliveries = Teslimler
books-close = Kapanış

## Lines and sums

books-lines = { $count ->
        [one] { $n } satır
       *[other] { $n } satır
    }
books-lines-in = { $count ->
        [one] { $currency } para biriminde { $n } satır
       *[other] { $currency } para biriminde { $n } satır
    }
books-tests = Test ödemeleri burada sayılır ve dosyada da bulunur: yöntemlerinin adı demo’dur ya da _test ile biter.
books-came-in = Gelen
books-went-back = İade edilen
books-went-out = İadeler ve ücretler
books-fees = Ücretler
books-fee = Ücret
books-net = Defterlerde
books-correction = Düzeltme
books-unknown-fees = { $count ->
        [one] { $n } ücret bilinmiyor. Toplamlar ve bakiyeler onu içermez.
       *[other] { $n } ücret bilinmiyor. Toplamlar ve bakiyeler onları içermez.
    }
books-day = Gün
books-for = Açıklama
books-method = Yöntem
books-amount = Tutar
books-no-text = Metin yok
books-for-day = { $day } için
books-fee-unknown = bilinmiyor
books-by-hand = Elle
books-by-statement = Banka hesap özeti
books-test = { $method } (test)
books-days = { $first } – { $last }
books-days-account = { $days }, hesap { $account }

## Export

books-period = Dönem
books-this-month = Bu ay
books-last-month = Geçen ay
books-this-quarter = Bu çeyrek
books-this-year = Bu yıl
books-everything = Tümü
books-up-to = { $day } gününe kadar
books-since = { $day } gününden itibaren
books-from = Başlangıç
books-to = Bitiş (dahil)
books-currency = Para birimi
books-all-currencies = Tüm para birimleri
books-zone-and-day = Saat dilimi ve hangi günün sayıldığı
books-zone = Saat dilimi
books-zone-hint = Günler buna göre başlar ve biter, örneğin Europe/Istanbul.
books-which-day = Hangi gün sayılır
books-by-accounting = Defterlerdeki gün
books-by-accounting-hint = Paranın hareket ettiği gün; kayıt sırasında o gün kapalıysa ilk açık gün. Kapanmış bir dönem asla değişmez ve iki dönem arasında hiçbir şey kaybolmaz.
books-by-settled = Paranın hareket ettiği gün
books-by-settled-hint = Bir ayın ne getirdiğini görmek için. Değişebilir: günlerinden biri için sonradan kaydedilen buna eklenir.
books-by-created = Kaydedildiği gün
books-by-created-hint = Hangi güne ait olursa olsun neyin ne zaman kaydedildiğini görmek için.
books-show = Göster
books-nothing-shown = Henüz bir şey gösterilemiyor. Aşağıda işaretlenenlere bakın.
books-nothing-exported = Hiçbir şey dışa aktarılmadı. Aşağıda işaretlenenlere bakın.
books-first-lines = İlk satırlar
books-nothing-moved = Bu günlerde para hareketi olmadı. Bunların dosyasında satır yoktur.
books-no-sums = Toplamlar defterlerdeki güne göre tutulur. Görmek için yukarıda o günü seçin.
books-first-of-all = Bunlar ilk satırlar. Dosyada hepsi var.
books-first-of-many = Bunlar ilk satırlar. Dosyada hepsi var ve yazılması biraz sürer: tarayıcınız ne kadar ilerlediğini gösterir.
books-final = Bu günler kapalı: dosya her zaman aynı olacak.
books-provisional = Bu günlerin bazıları açık; bu yüzden dosya geçicidir ve adı bunu söyler.
books-month-statement = { $month } dökümü, yazdırmak veya PDF olarak kaydetmek için
books-format = Biçim
books-format-csv-eu = Ondalık virgüllü CSV
books-format-xero = Xero için CSV
books-format-quickbooks = QuickBooks için CSV
books-for-csv = Her tablo programı için: virgüller, ondalık noktalar, tüm sütunlar
books-for-csv-eu = Ondalık virgüllü Excel için: noktalı virgüller, tüm sütunlar, uzun referanslar eksiksiz
books-for-xlsx = Excel, LibreOffice ve Numbers için: gerçek tutarlar ve tarihler, tüm sütunlar ve bir toplam sayfası
books-for-jsonl = Programlar için: her satırda bir nesne, tüm sütunlar
books-for-beancount = Beancount ile metin tabanlı muhasebe için: her satıra denetlenmiş bir kayıt
books-for-hledger = hledger veya Ledger ile metin tabanlı muhasebe için: her satıra denetlenmiş bir kayıt
books-for-ofx = GnuCash, Sage, MoneyMoney ve banka programları için: bir hesabın özeti, tek para birimi
books-for-qif = Quicken gibi eski programlar için: tek para birimi; her dosyayı bir kez içe aktarın
books-for-xero = Xero’ya hesap özeti aktarmak için: tek para birimi, en çok 1.000 satır
books-for-quickbooks = QuickBooks Online’a banka işlemleri aktarmak için: tek para birimi, günler dd/mm/yyyy, en çok 350 KB
books-for-datev = Alman mali müşavirler için: bir kayıt paketi (EXTF Buchungsstapel), tek para birimi ve mali yıl
books-accounts-link = Beancount, hledger ve DATEV hesapları
books-download = İndir

## Accounts

books-accounts = Hesaplar
books-accounts-lead = Muhasebe programlarının dosyaları bu hesapları kullanır. Varsayılan için alanı boş bırakın.
books-accounts-saved = Kaydedildi. Sonraki dosyada bu hesaplar olacak; teslim edilenler kendilerininkini korur.
books-clearing = Ara hesap
books-clearing-hint = Bir sağlayıcının ödediği ve ödemediği. Her ödeme yöntemi bunun altında bir hesap alır.
books-fees-account = Ücretler
books-fees-account-hint = Her ödeme yöntemi bunun altında bir hesap alır.
books-tips-account = Bahşiş hesabı
books-tips-account-hint = Örneğin Income:Chit:Tips.
books-receivable = Alacaklar
books-receivable-hint = Taleplerden alınacak olan.
books-chart = Hesap planı
books-adviser = Müşavir numarası
books-adviser-hint = Beraternummer, mali müşavirinizden.
books-client = Müşteri numarası
books-client-hint = Mandantennummer.
books-first-month = Mali yılın ilk ayı
books-first-month-hint = 1 ocaktır.
books-digits = Hesap numarasının basamakları
books-digits-hint = Müşaviriniz başka bir şey söylemedikçe 4.
books-datev-fees = Ücret hesabı
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = Borçlu
books-debtor-hint = Tüm ödeyenlerin ortak hesabı.
books-datev-tips = Bahşiş hesabı
books-datev-tips-hint = SKR03’te 1590, SKR04’te 1370. Mali müşavirinize sorun: çalışanların ve işletme sahibinin bahşişleri farklı vergilendirilir.
books-clearing-differs = Varsayılandan farklı ara hesaplar
books-clearing-differs-hint = Her satıra bir ödeme yöntemi ve hesabı, örneğin “stripe 1361”.
books-save = Kaydet

## Deliveries

books-new-lines = { $count ->
        [one] Son tesliminizden bu yana { $n } satır
       *[other] Son tesliminizden bu yana { $n } satır
    }
books-nothing-new = Son tesliminizden bu yana yeni bir şey yok
books-some-new-lines = Son tesliminizden bu yana satırlar
books-nothing-delivered = Hiçbir şey teslim edilmedi. Aşağıda işaretlenenlere bakın.
books-deliveries-lead = Bir teslim, önceki hiçbirinde olmayan her satırı sırayla ve boşluksuz içerir. Dosyası her zaman aynı baytlardan oluşur. Bugünden önceki günler onunla kapanır.
books-deliver = Yeni olanı teslim et
books-delivered = Teslim edilenler
books-batch = Paket { $number }
books-batch-format = { $number } numaralı paketin biçimi
books-batch-currency = { $number } numaralı paketin dosyasının para birimi
books-older-deliveries = Daha eski teslimler

## Close

books-closed-until = { $day } gününe kadar artık hiçbir şey değişemez
books-nothing-closed = Henüz hiçbir şey kapanmadı
books-nothing-changed = Hiçbir şey değiştirilmedi. Aşağıda işaretlenenlere bakın.
books-close-lead = Kapalı bir gün için sonradan kaydedilen, ilk açık güne yazılır ve hangi güne ait olduğunu belirtir. Böylece muhasebecinizdeki olduğu gibi kalır.
books-close-until = Şu güne kadar kapat (dahil)
books-close-hint = Günler { $zone } saatine göre biter. Yalnızca geçmiş günler kapatılabilir ve kapanış geri alınamaz.
books-close-button = Bu güne kadar kapat
books-by-itself = Kendiliğinden
books-closing-day = Bir ay, sonraki ayın bu gününde kendiliğinden kapanır
books-closing-day-hint = 1 ile 28 arası. Teslim ettikleriniz de kapanır.
books-closes = Kapanışlar
books-closed-to = Şu güne kadar
books-closed-when = Kapatıldı
books-last-line = Son satır
books-last-hash = Özeti (hash)
books-closed-by-you = { $moment }, siz
books-closed-by-calendar = { $moment }, takvim

## Month

books-of-the-books = Defterlerin dökümü
books-payee = Alacaklı
books-made = Oluşturuldu
books-state = Durum
books-state-final = Kesin: ay kapalı
books-state-open = Geçici: ay henüz kapanmadı
books-state-running = Geçici: ay henüz bitmedi
books-month-empty = Bu ayın sonuna kadar para hareketi olmadı.
books-balance-before = { $day } öncesi bakiye
books-balance-after = { $day } sonrası bakiye
books-month-nothing = Bu ay hareket olmadı.
books-month-none-listed = Satırlarından hiçbiri burada listelenenler arasında değil.
books-by-method = Yönteme göre
books-by-method-in = Yönteme göre { $currency }
books-all = Tümü
books-month-amounts = Ayın tutarları
books-month-fees = Ayın ücretleri
books-month-tips = Bu tutarlardaki bahşişler
books-month-cut = { $count ->
        [one] { $n } satırdan ilk { $listed } tanesi listelendi. Toplamlar hepsini kapsar ve dışa aktarma hepsini içerir.
       *[other] { $n } satırdan ilk { $listed } tanesi listelendi. Toplamlar hepsini kapsar ve dışa aktarma hepsini içerir.
    }
books-balance-hint = Bakiye, tüm tutarların toplamından bilinen ücretlerin çıkarılmasıdır. Bir sağlayıcının banka hesabına ödediği düşülmez.
books-head = Defterin sonu: satır { $line }
books-months = Aylar
books-export-month = Bu ayı dışa aktar

## Statements

books-match-title = Bankanızın hesap özetini eşleştirin
books-match-lead = Okur, eşleştirir ve kimin ödediğini unuturuz.
books-file = Bankanızın dosyası
books-file-hint = CAMT (.xml), MT940, OFX veya CSV, en çok 50 MiB; .zip dosyasını önce açın. Bir dosyayı iki kez içe aktarmak hiçbir şeyi değiştirmez.
books-drop = Ya da dosyayı buraya bırakın.
books-choose-file = Önce bir dosya seçin.
books-kept = Ondan ne saklanır
books-kept-lead = Her hareketten: tutar, ücret, para birimi ve günler, bankanın referansının son dört karakteri ve onu diğerlerinden ayıran bir parmak izi. Ödeyenlerin adları, hesapları ve metinleri bellekte okunur ve dosyayla birlikte unutulur.
books-import = İçe aktar
books-sending = Dosya gönderiliyor:
books-sent = Dosya ulaştı. Hareketleri eşleştiriliyor.
books-read-begun = Dosya yazılıyor.
books-read = Devam ediyor: { $n } satır.
books-read-of = Devam ediyor: { $all } satırdan { $n } satır.
books-read-all = Tüm satırlar yazıldı.
books-underway = Sürüyor: { $all } hareketten { $done }
books-nothing-imported = { $fault } Hiçbir şey içe aktarılmadı.
books-imported = İçe aktarılanlar
books-undone = Geri alındı
books-waiting = { $count ->
        [one] Karar bekleyen: { $n }
       *[other] Karar bekleyen: { $n }
    }
books-older-statements = Daha eski özetler
books-columns = Bu tablonun sütunları
books-columns-lead = Her şey açık değil. Yanıtlarınız aynı başlıklı dosyalar için saklanır; dosya saklanmaz, lütfen yeniden seçin.
books-first-rows = İlk satırlar
books-cells-left-out = Birini adlandırabilecek hücreler çıkarıldı.
books-column-none = Seçilmedi
books-asked = Dosya bunu açık bırakıyor. Seçin.
books-asked-again = Bu, dosyaya uymuyor. Yeniden seçin.
books-column-date = Kayıt günü
books-column-value-date = Valör tarihi
books-column-amount = Tutar
books-column-debit = Giden para, ayrı sütunu varsa
books-column-credit = Gelen para, ayrı sütunu varsa
books-column-sign = Yön: gelen veya giden
books-column-fee = Tutardan kesilen ücret, sütunu varsa
books-column-net = Ücretten sonraki tutar
books-column-currency = Para birimi sütunu
books-date-order = Tarihlerin sırası
books-order-dmy = Gün, ay, yıl
books-order-mdy = Ay, gün, yıl
books-order-ymd = Yıl, ay, gün
books-decimal-mark = Ondalıkların önünde
books-mark-dot = nokta: 1,234.50
books-mark-comma = virgül: 1.234,50

## One statement

books-no-entries = Hareket yok
books-entries = { $count ->
        [one] { $n } hareket
       *[other] { $n } hareket
    }
books-known-before = { $count ->
        [one] { $n } tanesi önceden biliniyor
       *[other] { $n } tanesi önceden biliniyor
    }
books-not-booked = { $count ->
        [one] bankanın henüz işlemediği { $n } hareket daha
       *[other] bankanın henüz işlemediği { $n } hareket daha
    }
books-imported-at = İçe aktarıldı: { $moment }
books-was-undone = Bu içe aktarma geri alındı: kaydettikleri düzeltmelerle geri çekildi.
books-nothing-was-changed = Hiçbir şey değiştirilmedi.
books-queues = Kuyruklar
books-matched = Eşleşen
books-suggested = Önerilen
books-unmatched = Eşleşmeyen
books-dismissed = Kenara ayrılan
books-outgoing = Giden
books-nothing-waits = Burada bekleyen yok.
books-none = Hiç yok.
books-all-known = Yeni bir şey yok: tüm hareketler önceden biliniyordu.
books-keys = Tuşlar: ↑ ↓ gezinir, Enter kabul eder, d kenara ayırır
books-taken-back = Geri çekildi
books-bank-reference = bankanın referansı
books-booked-before = Önceden kaydedilmiş; bu ek bir kanıttır.
books-take = Kabul et
books-that-payment = Bu ödeme
books-another-payment = Başka bir ödeme: kaydet
books-pick = Talep seç
books-search-requests = Taleplerde ara
books-search-hint = Sözcükler, tutar veya kod
books-search = Ara
books-none-fits = Uyan talep yok.
books-dismiss = Kenara ayır
books-more-entries = Diğer hareketler
books-undo = Bu içe aktarmayı geri al
books-undo-lead = Kaydettikleri düzeltmelerle geri çekilir ve hareketleri yeniden içe aktarılabilir. Günleri açık olduğu sürece yapılabilir.
books-forgotten = Bir hareketten başka bir şey saklanmaz: ne ad, ne hesap, ne ödeyenin metni. Bunlar bankanızda, bu gün ve tutarla durur.
books-why-currency = Referans doğru, ama para başka bir para biriminde.
books-why-several = Havale birden çok talebi belirtiyor ve onlarda açık olanın toplamı tutarına eşit değil.
books-why-paid = Referans doğru, ama bu talep zaten ödenmiş.
books-why-booked = Aynı tutar, aynı gün bu talep için başka biçimde bir dosyadan kaydedilmiş.
books-why-recorded = Bu talep için aynı tutar zaten kayıtlı: bu o para ya da başka bir ödeme olabilir.
books-why-kept = Referans doğru ve tutarın tamamı gönderilmiş: bir banka bir kısmını kesmiş.
books-why-ambiguous = Kod veya referans birden çok talebe uyuyor.
books-why-own = Referansınız metinde var, ama tutar farklı veya talep açık değil.
books-why-claimed = Ödeyen, bu tutarı gönderdiğini söyledi.
books-why-amount = Tutar açık olana eşit ve talep o zamandan.
books-why-taken-back = Banka, bu talep için kaydedilmiş bir tutarı geri çekti.
books-no-such-request = Taleplerinizden birinin kodunu kullanın.
books-no-such-payment = Ödemelerinizin hiçbirinde bu kimlik yok.
books-request-currency = Bu talep başka bir para biriminde. Parayı talebin sayfasında, onun para biriminde kaydedin.
books-refused-decided = Bu hareket için zaten karar verilmiş. Ona yeniden bakın.
books-refused-not-waiting = Yalnızca karar bekleyen bir hareket kenara ayrılabilir.
books-refused-undone = Bu içe aktarma geri alındı. Dosyayı yeniden içe aktarın.
books-refused-other-money = Bu ödeme başka bir para ya da başka bir hareket onu zaten gösteriyor. Yeniden bakın.
books-refused-nothing-paid = Hiçbir özet bu talep için bu tutarı ödememiş, bu yüzden geri çekilecek bir şey yok. Bir iade kaydedin.
books-refused-day-closed = Bu özetteki para { $day } tarihinde kayıtlı ve o gün defterlerinizde kapalı. Yanlış olan için bunun yerine bir iade kaydedin.
books-refused-gone-back = Bu özetteki paranın bir kısmı o zamandan beri iade edildi, bu yüzden içe aktarma geri alınamaz.
books-refused-taken-back-later = Banka, daha sonraki bir özetle bu özetteki paranın bir kısmını geri aldı. Önce o özetin içe aktarımını geri alın.

## Faults of files

books-at-line = Satır { $line }: { $fault }
books-at-element = { $element }, satır { $line }: { $fault }
books-fault-unreadable = Dosya sonuna kadar okunamadı. Yeniden gönderin.
books-fault-cut = Dosya çok erken bitiyor, bir kısmı eksik. Yeniden indirin.
books-fault-too-long = Bir satır veya metin, herhangi bir bankanınkinden uzun.
books-fault-not-text = Bu metin değil ya da dosyanın belirttiği kodlamada değil.
books-fault-malformed = Bu, biçiminin gerektirdiği gibi yazılmamış.
books-fault-declaration = DOCTYPE gibi bir bildirim kabul edilmez: hiçbir hesap özeti buna gerek duymaz.
books-fault-no-account = Hareketler hiçbir hesaba ait değil.
books-fault-no-amount = Tutar eksik.
books-fault-no-direction = Paranın geldiği mi gittiği mi belirtilmemiş.
books-fault-no-day = Gün eksik.
books-fault-no-currency = Tutarın para birimi yok.
books-fault-not-amount = Tutar okunabilir bir sayı değil.
books-fault-too-fine = Tutarın ondalık basamakları para birimininkinden çok.
books-fault-too-large = Tutar çok büyük.
books-fault-not-day = Tarih takvimde yok.
books-fault-currency-differs = Tutar, satırının belirttiğinden başka bir para biriminde.
books-fault-fee-off = Ücret, tutar ile ondan kalan arasındaki fark değil.
books-fault-no-balance = Bir bakiye eksik veya okunamıyor, bu yüzden dosyanın bir kısmı eksik olabilir. Yeniden indirin.
books-fault-pdf = Bu bir PDF ve yalnızca okumak içindir. Özeti CAMT.053, MT940, OFX veya CSV olarak indirin.
books-fault-packed = Bu bir arşiv veya çalışma kitabı. Açın ya da sayfasını CSV olarak kaydedin.
books-fault-compressed = Bu dosya sıkıştırılmış. Önce açın.
books-fault-empty = Dosya boş.
books-fault-unknown-format = Bu, okunabilir bir hesap özeti değil. CAMT.052, CAMT.053 ve CAMT.054 (XML), MT940, MT942, OFX ve başlık satırı olan CSV okunur.
books-fault-no-statement = Dosyada bir hesabın özeti yok.
books-fault-too-many = Bir dosyada en çok 200.000 hareket olabilir; bunda daha çok var. Parçalar halinde, örneğin aylara göre içe aktarın.
books-fault-too-much = Bu dosyadaki hareketlerde bir kerede okunabilecekten çok referans var. Parçalar halinde, örneğin aylara göre içe aktarın.
books-fault-unclear = Bu tablonun sütunları açık değil.
books-fault-balance-off = Bakiye, önceki bakiye ile hareketlerin verdiği değil.
books-fault-balance-unread = Bakiye okunamıyor, bu yüzden hareketler onunla karşılaştırılmadı.
books-fault-details-off = Ayrıntıların toplamı hareketin tutarını vermiyor. Hareket tek sayılır.
books-fault-day-of-statement = Bu hareketin günü yok; özetin günü verildi.
books-fault-left-out = Bir satır atlandı: tarihi, tutarı veya para birimi eksik.
books-fault-unknown-state = Bu satırın ve belki başkalarının durumu bilinmiyor. Henüz işlenmemiş sayılır.
books-fault-correction = Bu hareket öncekini düzeltir; gösterilir ve hiçbir şeyi kapatmaz.
