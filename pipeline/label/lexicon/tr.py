"""Turkish words of a news page."""

from __future__ import annotations

from pipeline.label.lexicon.types import Lexicon, listed
from schemas.stages import Role

LEXICON = Lexicon(
    language="tr",
    phrases={
        "skip_link": (Role.NAVIGATION, listed("içeriğe geç|içeriğe atla|ana içeriğe geç|ana içeriğe atla|yukarı çık|başa dön|sayfa başına dön|menüye geç")),
        "menu": (Role.NAVIGATION, listed("anasayfa|ana sayfa|menü|ana menü|menüyü aç|menüyü kapat|ara|arama|giriş yap|üye ol|çıkış yap|kayıt ol|hesabım|abone ol|iletişim|hakkımızda|künye|gizlilik politikası|site haritası|kullanım koşulları|tüm kategoriler|kategoriler|daha fazla göster|tümünü gör|daha fazla yükle|sonraki sayfa|önceki sayfa|sonraki|önceki|sonraki haber|önceki haber|canlı yayın|son dakika|e-gazete|yazarlar|foto galeri|video galeri|reklam ver|tüm haberler|çerez politikası")),
        "share": (Role.SHARE, listed("paylaş|haberi paylaş|facebook'ta paylaş|twitter'da paylaş|x'te paylaş|whatsapp'ta paylaş|linkedin'de paylaş|e-posta ile paylaş|bu haberi paylaş|bağlantıyı kopyala|linki kopyala|link kopyalandı|kopyala|yazdır|e-posta gönder|kaydet|haberi kaydet|haberi dinle|dinle|bizi takip edin|takip et|bizi takip et|sosyal medyada paylaş|abone ol google news|google news'te takip et|yazıyı paylaş|paylaş:")),
        "related": (Role.RELATED, listed("ilgili haberler|ilgili haber|ilgili içerikler|ilgili konular|ilgili yazılar|benzer haberler|bunlar da ilginizi çekebilir|bunlar da ilgini çekebilir|ilginizi çekebilir|bu haberler de ilginizi çekebilir|bunu da okuyun|ayrıca okuyun|ayrıca bakınız|en çok okunanlar|çok okunanlar|en çok okunan|en çok okunan haberler|çok okunan haberler|en çok izlenenler|son haberler|son dakika haberleri|diğer haberler|öne çıkanlar|öne çıkan haberler|günün öne çıkanları|önerilen haberler|önerilenler|sizin için seçtiklerimiz|editörün seçtikleri|popüler haberler|gündem haberleri|bir sonraki haber|sıradaki haber|daha fazla haber|en son haberler|trend haberler|yazarın diğer yazıları|önerilen içerikler")),
        "read_more": (Role.CALL_TO_ACTION, listed("devamını oku|devamı|haberin devamı|devamını okumak için tıklayın|okumaya devam et|daha fazlası|daha fazla oku|haberin devamını oku|tıklayın|tıklayınız|buraya tıklayın|videoyu izle|galeriyi gör|fotoğrafları gör|haberi oku|tüm yorumları gör|detaylar için tıklayın|haberin devamı için tıklayın|daha fazla bilgi|daha fazla bilgi edinin")),
        "comments": (Role.COMMENTS, listed("yorumlar|yorum yap|yorum yaz|yorum ekle|yorum gönder|bir yorum yaz|bir yanıt yazın|yorum bırak|henüz yorum yok|tüm yorumlar|yanıtla|cevapla|şikayet et|ilk yorumu sen yap|ilk yorumu siz yapın|yorumlar kapalı|yorum yapabilmek için üye olmanız gerekir|yorumunuz|okuyucu yorumları|yorumu gönder|yorum yapın|yanıtı iptal et|düşüncelerinizi paylaşın|ilk yorum yapan siz olun")),
        "newsletter": (Role.NEWSLETTER, listed("bültene abone ol|e-bülten|e-bültene kayıt ol|haber bülteni|bültenimize abone olun|e-posta adresiniz|e-posta adresi|e-posta|günlük bülten|abone olun|bültene kayıt ol|bülten aboneliği")),
        "advert": (Role.ADVERT, listed("reklam|reklamlar|advertorial|sponsorlu|sponsorlu içerik|ilan|resmi ilan|reklamı kapat|reklamdan sonra devam ediyor|haber reklamdan sonra devam ediyor|tanıtım|haberin devamı reklamın altında")),
        "consent": (Role.CONSENT, listed("kabul et|tümünü kabul et|tüm çerezleri kabul et|reddet|tümünü reddet|çerez ayarları|çerezleri yönet|kabul ediyorum|çerez tercihleri|tercihleri yönet|onaylıyorum|kişisel verilerin korunması|aydınlatma metni|çerezleri kabul et")),
        "tags": (Role.TAGS, listed("etiketler|etiket|konular|anahtar kelimeler|haber etiketleri|ilgili etiketler")),
        "author_box": (Role.AUTHOR_BOX, listed("yazar hakkında|yazar|yazarın tüm yazıları|tüm yazıları|yazarın diğer haberleri|editör hakkında|editör")),
        "copyright": (Role.COPYRIGHT, listed("tüm hakları saklıdır|her hakkı saklıdır|kaynak gösterilmeden alıntı yapılamaz|izinsiz alıntılanamaz")),
        "widget": (Role.WIDGET, listed("resmi büyüt|fotoğrafı büyüt|büyüt|kapat|yükleniyor|oynat|tam ekran|galeri|anket|fotoğraf galerisi|video oynat|videolar|fotoğraflar|javascript'i etkinleştirin|sesi aç|video haber")),
    },
    counted={
        "comment_count": (Role.COMMENTS, listed("# yorum|yorumlar #|# yorum yapıldı|tüm yorumlar #|yorum #|# yorumu gör")),
        "share_count": (Role.SHARE, listed("# paylaşım|# kez paylaşıldı|# görüntülenme|# okunma|# kez okundu|okunma: #|görüntülenme: #|# beğeni|okunma sayısı: #")),
        "reading_time": (Role.OTHER, listed("# dk okuma|# dakika okuma|okuma süresi: # dk|okuma süresi # dk|okuma süresi: # dakika|okuma süresi # dakika|# dk okuma süresi|# dakikada okunur|# dk'da okunur|ortalama okuma süresi: # dakika|# dk okunma süresi|tahmini okuma süresi: # dakika")),
        "relative_time": (Role.OTHER, listed("# saat önce|# dakika önce|# dk önce|# gün önce|# hafta önce|# ay önce|# yıl önce|# sa önce|# saniye önce")),
        "widget_count": (Role.WIDGET, listed("fotoğraf # / #|# fotoğraf|foto # / #")),
    },
    caption_labels=listed("fotoğraf altı|resim altı|görsel açıklaması"),
    credit_labels=listed("foto|fotoğraf|fotoğraflar|kaynak|kaynaklar|görsel|haber kaynağı|video|fotoğraf kaynağı|görsel kaynağı|arşiv|temsili fotoğraf|grafik|fotoğrafçı|fotoğraflayan|kamera|illüstrasyon|resim|fotograf|arşiv fotoğrafı"),
    related_labels=listed("ilgili haber|ilgili haberler|bunu da okuyun|ayrıca okuyun|ayrıca bakınız|bakınız|okuyun|haberi oku|izle|izleyin|dinleyin|video|galeri|podcast|devamı|daha fazlası|ilgili içerik|benzer haber|önerilen haber|röportaj|canlı anlatım|ilginizi çekebilir|diğer haber|oku"),
    published_labels=listed("yayınlanma|yayınlanma tarihi|yayın tarihi|yayınlandı|yayımlanma tarihi|yayımlandı|yayımlanma|giriş|giriş tarihi|oluşturulma|oluşturulma tarihi|eklenme tarihi|tarih|haber giriş tarihi|eklenme|ilk yayın|haber giriş|haberin tarihi|yayın"),
    modified_labels=listed("güncelleme|güncelleme tarihi|güncellenme|güncellenme tarihi|güncellendi|son güncelleme|son güncelleme tarihi|son güncellenme|son güncellenme tarihi|haber güncelleme tarihi|değiştirilme tarihi|güncel"),
    byline_words=listed("haber|yazan|yazar|yazarı|haberi yazan|muhabir|hazırlayan|haberi hazırlayan|kaleme alan|röportaj|yazarlar|muhabirler"),
    editor_words=listed("editör|çeviri|çeviren|kurgu|kamera|redaksiyon|yayına hazırlayan|düzenleyen|haber editörü|haberi düzenleyen"),
    name_joiners=("ve", "ile"),
    kickers=listed("son dakika|özel|özel haber|canlı|canlı yayın|video|analiz|yorum|röportaj|görüş|flaş|güncelleme|izle|inceleme|köşe yazısı|foto galeri|sıcak gelişme|haber analiz|portre|podcast|dosya|flaş haber|acı haber|son dakika haberi|canlı anlatım|sondakika|gündem"),
    tails=listed("devamını oku|devamı|haberin devamı|tıklayın|tıklayınız|daha fazla oku|haberi oku|devamını okumak için tıklayın|daha fazlası"),
    home=listed("anasayfa|ana sayfa|haberler|buradasınız|haber"),
    job_titles=listed("muhabir|muhabiri|editör|editörü|yazar|yazarı|gazeteci|temsilcisi|fotoğrafçı|yönetmen|yönetmeni|müdürü|koordinatörü|spor|ekonomi|köşe|haber|siyaset|foto|foto muhabiri|şefi"),
    note_labels={
        "correction": listed("düzeltme|tekzip|düzeltme ve açıklama|haberin önceki versiyonunda|haberin ilk versiyonunda|bu haberin önceki halinde"),
        "update": listed("bu haber güncellenmiştir|haber güncelleniyor|bu haber güncellenecektir"),
        "embargo": listed("ambargo|yayın ambargosu"),
        "editor": listed("editörün notu|editör notu|yayın kurulunun notu|redaksiyon notu"),
        "disclaimer": listed("yasal uyarı|sorumluluk reddi|bu yazıda yer alan görüşler|yazıda yer alan görüşler|burada yer alan yatırım bilgi"),
    },
    months=listed("ocak,oca|şubat,şub|mart,mar|nisan,nis|mayıs,may|haziran,haz|temmuz,tem|ağustos,ağu|eylül,eyl|ekim,eki|kasım,kas|aralık,ara"),
    weekdays=listed("pazartesi,pzt|salı,sal|çarşamba,çar|perşembe,per|cuma,cum|cumartesi,cmt|pazar,paz"),
    date_words=listed("saat|günü|tarihinde|tarihi|tsi|s"),
    invitations=(
        r"^bizi .{0,60}\b(?:facebook|twitter|instagram|whatsapp|youtube|tiktok|telegram|google|x)\b.{0,30}\btakip",
        r"^(?:bültenimize|kanalımıza|e-bültenimize|youtube kanalımıza)\b.{0,60}\babone\b",
        r"^(?:yorumlarınızı|düşüncelerinizi|görüşlerinizi)\b.{0,60}\b(?:paylaşın|yazın|bırakın|bekliyoruz)\b",
        r"^(?:uygulamamızı|mobil uygulamamızı)\b.{0,40}\bindir",
        r"^yorum (?:yapmak|yazmak|yapabilmek) için\b",
        r"^(?:haberlerimizi|son dakika haberlerini)\b.{0,80}\btakip (?:edin|et)\b",
    ),
    invitations_within=(
        (("tıklayın",), r"\b(?:için|görmek için|okumak için|izlemek için) (?:buraya )?(?:tıklayın|tıklayınız)\b"),
    ),
    appeals=(
        (("komisyon",), r"\b(?:küçük bir )?komisyon (?:alabiliriz|kazanabiliriz|elde edebiliriz)\b"),
        (("destek",), r"^(?:gazeteciliğimize|bağımsız gazeteciliğe) destek (?:ol|verin)"),
    ),
)
