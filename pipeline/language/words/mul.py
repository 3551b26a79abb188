"""Names that are known everywhere, and words of languages that have no module of their own yet."""

from __future__ import annotations

from pipeline.language.language import Language, listed

LANGUAGE = Language(
    code="mul",
    furniture={
        "share": listed("del på|dela|del artikkelen|kopier|jaa|tulosta|sdílet|megosztás|megosztom|distribuie|поширити|поділитися|bagikan|chia sẻ|κοινοποίηση|공유|공유하기|שתפו|dalintis|сподели|podijeli"),
        "nav": listed("hjem|hem|meny|sök|søk|søg|logga in|logg inn|log ind|stäng|lukk|etusivu|valikko|haku|kirjaudu|forside|přihlásit|vyhledat|hledat|hlavní stránka|bejelentkezés|keresés|címlap|autentificare|caută|acasă|пошук|головна|увійти|beranda|cari|masuk|trang chủ|tìm kiếm|đăng nhập|αρχική|αναζήτηση|σύνδεση|로그인|검색|회원가입|메뉴|전체메뉴|חיפוש|התחברות|prisijungti|paieška|начало|вход|naslovnica|prijava"),
        "related": listed("läs mer|läs också|läs även|les også|læs også|les mer|læs mere|mest lest|mest läst|mest læste|relaterade|lue myös|lue lisää|luetuimmat|senaste|siste nytt|seneste|čtěte také|číst dále|související|nejčtenější|kapcsolódó|olvassa el|ajánlott|citește și|citește mai|читайте також|baca juga|selengkapnya|terkait|terpopuler|xem thêm|tin liên|đọc nhiều|διαβάστε επίσης|διαβάστε ακόμα|διαβάστε|관련기사|인기기사|많이 본|추천|עוד בנושא|taip pat|skaitykite taip|прочетете още|pročitajte još|vezane vijesti"),
        "signup": listed("prenumerera|abonner|nyhetsbrev|nyhedsbrev|tilaa|uutiskirje|bli medlem|klikk her|odebírat|předplatné|feliratkozás|hírlevél|abonează|підписатися|підписуйтесь|berlangganan|langganan|đăng ký|εγγραφή|구독|구독하기|הרשמה|prenumeruoti|prenumerata|абонирай|pretplati"),
        "comments": listed("kommentarer|kommentera|kommenter|svara|svar|kommentit|kommentoi|vastaa|komentáře|odpovědět|hozzászólás|hozzászólások|comentarii|răspunde|коментар|коментарі|відповісти|komentar|balas|bình luận|trả lời|σχόλια|σχόλιο|απάντηση|댓글|답글|תגובות|תגובה|הגב|komentarai|atsakyti|коментари|komentari"),
        "legal": listed("personuppgifter|integritetspolicy|personvern|vilkår|villkor|tietosuoja|evästeet|samtykke|ansvarlig utgivare|ochrana osobních|všechna práva|adatvédelem|jogok fenntartva|minden jog|confidențialitate|drepturile rezervate|конфіденційності|права захищені|kebijakan privasi|hak cipta|bản quyền|απόρρητο|πνευματικά|저작권자|무단전재|무단|재배포|תנאי שימוש|privatumo|slapukai|поверителност|privatnosti"),
        "media": listed("bildet|bilde|kuva|kuvat|scanpix|tt|ntb|ritzau|lehtikuva|se video|arkivfoto|zdroj|čtk|fotó|forrás|kép|sursa|фото|відео|джерело|gambar|sumber|ảnh|φωτογραφία|πηγή|사진|영상|출처|צילום|תמונה|nuotr|nuotrauka|снимка|snimka|izvor"),
        "byline": listed("av|af|journalist|toimittaja|redaktör|skribent|forfatter|autor|szerző|redaktor|автор|penulis|editor|tác giả|συντάκτης|기자|מאת|autorius|автор|piše"),
        "time": listed("januari|mars|maj|juni|juli|augusti|oktober|publicerad|uppdaterad|publisert|oppdatert|udgivet|opdateret|siden|sedan|julkaistu|päivitetty|ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince|január|február|március|április|augusztus|szeptember|ianuarie|februarie|martie|iunie|iulie|septembrie|octombrie|noiembrie|decembrie|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|agustus|desember|tháng|ιανουαρίου|입력|수정|등록|sausio|vasario|kovo|януари|siječnja"),
        "advert": listed("annons|annonse|annonce|mainos|reklame|sponset|inzerce|hirdetés|publicitate|реклама|iklan|quảng cáo|διαφήμιση|광고|פרסומת|skelbimai|oglas|oglašavanje"),
        "tags": listed("ämnen|etiketter|emner|taggar|aiheet|štítky|címkék|etichete|теги|topik|từ khóa|ετικέτες|태그|תגיות|žymos|тагове|oznake"),
        "person": listed("han|hon|hun|säger|sier|siger|hän|sanoo"),
    },
    company_words=listed(r"ab|oy|oyj|a/s|asa|se"),
    given_names=tuple(
        """
        aaron abby abdul abdullah abigail adam adrian ahmad ahmed aidan aisha alan albert alberto alejandro aleksandr
        aleksandra alessandra alessandro alex alexander alexandra alexandre alexis alfred ali alice alicia alison allan
        allison alyssa amanda amber amelia amelie amina amir amit amy ana anders andrea andreas andrei andrew andrey
        andrzej andré andy angela angelo anita anja ann anna anne annie anthony antoine anton antonio antónio arthur
        arturo ashley asma astrid audrey austin ayşe barbara bart beatrice beatriz ben benjamin bernard bernardo bernd
        beth bill bob boris brad brandon brenda brendan brian bruce bruno bryan caitlin cameron camila camille carl
        carla carlo carlos carmen carol carolin carolina caroline carsten caterina catherine cecilia charles charlie
        charlotte chloe chris christian christina christine christof christoph christophe christopher claire clara
        claudia claudio clémence colin connor craig cristian cristina cynthia daan dan daniel daniela danielle danny
        dario darren dave david dean deborah dennis derek diana diane diego dieter dimitri dirk dmitri dmitry dominic
        dominik dominique don donald doris dorota dorothy duncan dylan ed eduardo edward eleanor elena eli elias elif
        elisa elisabeth elise elizabeth ella ellen ellie elliot emil emilia emilie emily emine emma emmanuel emre enrico
        eric erica erik erika esther ethan eugene eva evan eve evelyn ewa fabian fabio fatima fatma federica federico
        felix fernanda fernando filip fiona florence florian frances francesca francesco francis francisco franck frank
        franz françois fred frederic friedrich fritz frédéric gabriel gabriela gabriele gareth gary gavin gemma geoff
        georg george gerald gerard gerhard gianluca gill gina giorgio giovanni giulia giuseppe gonzalo gordon grace
        graham greg gregory grzegorz guido guillaume gustavo guy hakan hamza hanna hannah hannes hans harold harriet
        harry hasan hassan heather heike heinz helen helena helene henri henrik henry hiroshi holger holly howard hugh
        hugo hussein ian ibrahim ignacio igor ines inga ingrid irene irina isaac isabel isabella isabelle ismail ivan
        jack jackie jacob jacqueline jacques jade jake jakob jakub jamal james jamie jan jana jane janet janine jaroslav
        jason javier jay jean jeff jeffrey jen jenna jennifer jenny jens jeremy jerome jess jesse jessica jill jim jimmy
        joan joana joanna joanne joe joel johan johann johanna johannes john johnny jon jonas jonathan jordan jorge jose
        josef joseph josh joshua josé joy joyce joão juan judith julia julian juliana julie julien jussi justin jörg
        jürgen kai karen karim karin karl karolina karsten kasia katarzyna kate katharina katherine kathleen kathryn
        kathy katie katja katrin kay keith kelly kelsey ken kenji kenneth kerry kerstin kevin khaled kim klaus
        konstantin kristen kristian kristin kristina krzysztof kurt kyle lara larry lars laura lauren laurence laurent
        layla lea leah leila lena lennart leo leon leonard leonardo lewis liam lillian lily linda lindsay lindsey lisa
        liz lorenzo lothar louis louise luc luca lucas lucia lucie lucy luigi luis luisa luiz lukas luke luís lydia lynn
        maciej madeleine madison magdalena mahmoud malik manfred manuel manuela marc marcel marcello marcin marco marcos
        marcus margaret margarita maria mariam marian mariana marianne marie marina mario marion marius mark marko
        markus marlene marta martha martin martina mary maryam marília mateusz mathias mathieu matt matteo matthew
        matthias matthieu maureen maurice maurizio max maxime maya megan mehmet melanie melissa mercedes mia michael
        michaela michał michel michele michelle miguel mike mikhail milan mina mira miranda miriam mitchell mohamed
        mohammad mohammed molly monica monika morgan moritz murat mustafa myriam nadia nadine naomi natalia natalie
        natasha nathalie nathan nathaniel neil nele nicholas nick nico nicola nicolas nicole nigel niklas nikolai
        nikolaus nils nina noah noemi nora norbert norman nuno olaf oleg olga oliver olivia olivier omar oscar oskar
        osman otto owen pablo pamela paola paolo pascal patricia patricio patrick patrizia paul paula paulo pavel pawel
        paweł pedro peggy pekka penny peter petra phil philip philipp philippe phillip pia pierre piet pieter piotr
        priya rachel rafael rafał rainer ralf ralph ramón randy raphael raquel rashid raul raymond rebecca regina
        reinhard renata renate rené ricardo riccardo richard rick rita rob robert roberta roberto robin rodrigo roger
        roland rolf romain roman ron ronald rosa rose ross roy ruben rupert russell ruth ryan sabina sabine sadie sally
        salma salvatore sam samantha samir samuel sandra sandro sandy santiago sara sarah sascha scott sean sebastian
        selin selma serge sergei sergey sergio shannon sharon shaun sheila shirley silke silvia simon simona simone
        siobhan sofia sofie sonia sonja sophia sophie stacey stanislav stefan stefania stefano steffen stella stephan
        stephanie stephen steve steven stuart sue susan susanna susanne suzanne sven svenja svetlana sylvia sylvie
        sébastien takashi tamara tania tanja tara tatiana ted teresa terry theo theresa thierry thomas thorsten tiago
        till tim timothy tina tobias todd tom tomas tomasz tommy toni tony tracy trevor tristan tyler udo ulf ulrich
        ulrike umar urs ursula ute uwe vadim valentin valentina valeria valerie vanessa vera veronica veronika victor
        victoria viktor viktoria vincent vincenzo viola virginia vladimir volker walter wendy werner will william wim
        wojciech wolfgang xavier yannick yasmin yuki yulia yusuf yves yvonne zach zachary zainab zeynep zoe zofia łukasz
        """.split()
    ),
    name_particles=tuple("""af av""".split()),
    wires=listed(
        """
        aa|aap|adnkronos|afp|agence france presse|agence france-presse|agerpres|agi|agência brasil|
        agência lusa|anadolu|anadolu agency|anadolu ajansı|ani|anp|ansa|antara|ap|apa|app|askanews|
        associated press|ats|belga|belta|bernama|beta|bloomberg|bss|bta|canadian press|colpisa|cp|ctk|
        dha|dpa|dpa-afx|efe|epa|epd|europa press|fena|folhapress|hina|ians|iha|interfax|irna|itar-tass|
        jiji|jiji press|keystone-sda|kna|kuna|kyodo|kyodo news|local democracy reporting service|lusa|
        mediafax|mena|mti|notimex|ntb|pa|pa media|pap|petra|prensa latina|press association|
        press trust of india|pti|qna|reuters|ria novosti|ritzau|sana|sda|servimedia|sid|spa|stt|tanjug|
        tasr|tass|telam|the associated press|the canadian press|tt|télam|ukrinform|unb|uni|unian|upi|wam|
        xinhua|xinhua news agency|yonhap|yonhap news|čtk|연합뉴스
        """
    ),
    credited=listed(
        """
        aapimage|abaca|abacapress|action images|adobe|adobe stock|afp via getty images|akg-images|alamy|alamy stock photo|
        anadolu images|ap images|ap photo|avalon|backgrid|bloomberg news|bloomberg via getty images|
        bridgeman images|canva|cctv|chatgpt|colourbox|contour|corbis|cover media|depositphotos|dreamstime|epa-efe|
        esa|eyeem|eyevine|fotolia|freepik|funke foto services|futureimage|getty|getty images|
        getty images/istockphoto|gettyimages|global look press|globallookpress|google maps|google street view|gty|
        hulton archive|imagechina|imago|imago images|istock|istockphoto|keystone|lapresse|lehtikuva|magnum|
        mary evans|matrix|mega|midjourney|nasa|newscom|newsmakers|nurphoto|pa archive|pa images|
        pa images via reuters connect|pa wire|panoramic|pexels|photoshot|picture alliance|picture-alliance|pixabay|
        postmedia news|presse sports|rex|rex features|rex/shutterstock|scanpix|shutterstock|sipa|sipa press|
        sipa usa|solent news|splash|splash news|stocksy|stringer|swns|thomson reuters|tt nyhetsbyrån|ullstein bild|
        unsplash|vcg|wenn|wikimedia|wikimedia commons|zuma|zuma press|риа новости
        """
    ),
    credit_words=listed(
        """
        archiv|archivbild|archive|archives|courtesy|facebook|file|file image|file photo|flickr|google|hand-out|
        handout|instagram|pool|screengrab|screenshot|social media|stock image|stock photo|supplied|twitter|
        wikipedia|youtube
        """
    ),
    towns=listed(
        "Athens|Belgrade|Brussels|Bucharest|Copenhagen|Geneva|Helsinki|Kyiv|Kiev|Lisbon|Moscow|Oslo|Prague|"
        "Reykjavik|Riga|Rome|Sofia|Stockholm|Tallinn|Vienna|Vilnius|Warsaw|Zagreb|Zurich"
    ),
    credit_labels=listed(
        "kuva|kuvat|kuvaaja|foto och text|foto av|fotograf|ljósmynd|mynd|fotó|nuotrauka|φωτογραφία|φωτο|ảnh|사진|사진제공|צילום|फोटो|"
        "снимка|світлина|фото з архіву|poza|sursa foto|foto di|foto oleh|bilde|foto:"
    ),
    outlet_marks=listed("통신|신문|뉴스"),
    class_names={
        "standfirst": ("ingress",),
    },
    published_labels=listed("publisert|publicerad|publicerat|publiceret|udgivet|offentliggjort|julkaistu|birt|publikováno|közzétéve|publicat|опубліковано|δημοσιεύτηκε|게시|입력|đăng ngày|diterbitkan"),
    modified_labels=listed("oppdatert|sist oppdatert|uppdaterad|senast uppdaterad|uppdaterat|opdateret|päivitetty|uppfært|aktualizováno|frissítve|actualizat|оновлено|ενημερώθηκε|수정|cập nhật|diperbarui"),
    name_joiners=("och", "og", "ja"),
)
