# Hindi: what every page of sellers says

app-requests = अनुरोध
app-new = नया
app-books = बही
app-settings = सेटिंग
app-skip = सामग्री पर जाएँ
app-close = बंद करें
app-disabled = इस सेवा के संचालक ने आपके लिंक बंद कर दिए हैं। कोई उन्हें खोल या उनसे भुगतान नहीं कर सकता, और आप नए लिंक नहीं बना सकते।
app-nothing-saved = अभी कुछ सहेजा नहीं गया। नीचे चिह्नित भाग देखें।
app-state-open = खुला
app-state-paid = भुगतान हुआ
app-state-expired = समय समाप्त
app-state-cancelled = रद्द
app-state-settled = पहुँच गया
app-state-pending = शुरू हुआ
app-state-claimed = भेजा बताया गया
app-state-processing = रास्ते में
app-state-failed = विफल
app-state-disputed = विवादित
app-state-refunded = लौटाया गया
app-state-partly-refunded = आंशिक लौटाया
