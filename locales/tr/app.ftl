# Turkish: what every page of sellers says

app-requests = Talepler
app-new = Yeni
app-books = Defterler
app-settings = Ayarlar
app-skip = İçeriğe geç
app-close = Kapat
app-disabled = Bu hizmeti işleten, bağlantılarınızı kapattı. Kimse onları açamaz veya onlarla ödeme yapamaz ve yeni bağlantı oluşturamazsınız.
app-nothing-saved = Henüz hiçbir şey kaydedilmedi. Aşağıda işaretlenenlere bakın.
app-state-open = Açık
app-state-paid = Ödendi
app-state-expired = Süresi doldu
app-state-cancelled = İptal edildi
app-state-settled = Ulaştı
app-state-pending = Başladı
app-state-claimed = Gönderildi deniyor
app-state-processing = Yolda
app-state-failed = Başarısız
app-state-disputed = İtirazlı
app-state-refunded = İade edildi
app-state-partly-refunded = Kısmen iade
