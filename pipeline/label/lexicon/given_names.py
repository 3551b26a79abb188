"""Given names that are common where news is written: what tells "Anna Weiss" alone on a line from "Key Takeaways"."""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    aaron abby abdul abdullah abigail adam adrian ahmad ahmed aidan aisha alan albert alberto alejandro aleksandr aleksandra alessandro alessandra alex
    alexander alexandra alexandre alexis alfred ali alice alicia alison allan allison alyssa amanda amber amelia amelie amina amir amit amy ana
    anders andrea andreas andrei andrew andrey andrzej andré andy angela angelo anita anja ann anna anne annie anthony antoine anton antonio antónio arthur
    arturo ashley asma astrid audrey austin ayşe barbara bart beatrice beatriz ben benjamin bernard bernd bernardo beth bill bob boris brad brandon brenda
    brendan brian bruce bruno bryan caitlin cameron camila camille carl carla carlo carlos carmen carol carolin carolina caroline carsten caterina
    catherine cecilia charles charlie charlotte chloe chris christian christina christine christof christoph christophe christopher claire clara claudia claudio
    clémence colin connor craig cristian cristina cynthia daan dan daniel daniela danielle danny dario darren dave david dean deborah dennis derek diana
    diane diego dieter dimitri dirk dmitri dmitry dominic dominik dominique don donald doris dorothy dorota duncan dylan eduardo edward ed elena eleanor eli
    elias elif elisa elisabeth elise elizabeth ella ellen elliot ellie emil emilia emilie emily emine emma emmanuel emre enrico eric erica erik erika esther ethan
    eugene eva eve evan evelyn ewa fabian fabio fatima fatma federica federico felix fernanda fernando filip fiona florence florian frances francesca
    francesco francis francisco franck frank franz françois fred frederic frédéric friedrich fritz gabriel gabriela gabriele gareth gary gavin gemma geoff george georg
    gerald gerard gerhard gianluca gill gina giorgio giovanni giulia giuseppe gonzalo gordon grace graham greg gregory grzegorz guido guillaume gustavo guy
    hakan hamza hanna hannah hannes hans harold harriet harry hasan hassan heather heike heinz helen helena helene henri henrik henry hiroshi holger holly
    howard hugh hugo hussein ian ibrahim igor ignacio ines inga ingrid irene irina isaac isabel isabella isabelle ismail ivan jack jackie jacob jacqueline jacques jade jake
    jakob jakub jamal james jamie jan jana jane janet janine jaroslav jason javier jay jean jeff jeffrey jen jenna jennifer jenny jens jeremy jerome jess
    jesse jessica jill jim jimmy joan joana joanna joanne joe joel johan johann johanna johannes john johnny jon jonas jonathan jordan jorge josé jose josef joseph
    josh joshua joy joyce joão juan judith julia julian juliana julie julien jürgen jussi justin jörg kai karen karim karin karl karolina karsten kasia kate
    katarzyna kate katharina katherine kathleen kathryn kathy katie katja katrin kay keith kelly kelsey ken kenji kenneth kerry kerstin kevin khaled kim klaus konstantin
    kristen kristian kristin kristina krzysztof kurt kyle lara larry lars laura lauren laurence laurent layla lea leah leila lena lennart leo leon leonard leonardo
    lewis liam lillian lily linda lindsay lindsey lisa liz lorenzo lothar louis louise luc luca lucas lucia lucie lucy luigi luis luís luisa luiz lukas luke lydia lynn
    maciej madeleine madison magdalena mahmoud malik manfred manuel manuela marc marcel marcello marcin marco marcos marcus margaret margarita maria mariam marian
    mariana marianne marie marina mario marion marius mark marko markus marlene marta martha martin martina mary maryam marília mateusz mathias mathieu matt
    matteo matthew matthias matthieu maureen maurice maurizio max maxime maya megan mehmet melanie melissa mercedes mia michael michaela michał michel
    michele michelle miguel mike mikhail milan mina mira miranda miriam mitchell mohamed mohammad mohammed molly monica monika morgan moritz murat mustafa myriam nadia nadine
    naomi natalia natalie natasha nathalie nathan nathaniel neil nele nicholas nick nico nicola nicolas nicole nigel niklas nikolai nikolaus nils nina noah noemi nora norbert norman
    nuno olaf oleg olga oliver olivia olivier omar oscar oskar osman otto owen pablo pamela paola paolo pascal patricia patricio patrick patrizia paul paula paulo pavel
    pawel paweł pedro peggy pekka penny peter petra phil philip philipp philippe phillip pia pierre pieter piet piotr priya rachel rafael rafał rainer ralf ralph ramón randy raphael raquel
    rashid raul raymond rebecca regina reinhard renate renata rené ricardo riccardo richard rick rita rob robert roberta roberto robin rodrigo roger roland rolf
    roman romain ron ronald rosa rose ross roy ruben rupert russell ruth ryan sabina sabine sadie sally salma salvatore sam samantha samir samuel sandra sandro sandy santiago sara
    sarah sascha scott sean sebastian sébastien selin selma serge sergei sergey sergio shannon sharon shaun sheila shirley silke silvia simon simona simone siobhan sofia
    sofie sonia sonja sophia sophie stacey stanislav stefan stefania stefano steffen stella stephan stephanie stephen steve steven stuart sue susan susanna susanne suzanne svenja
    svetlana sven sylvia sylvie takashi tamara tanja tania tara tatiana ted teresa terry theo theresa thierry thomas thorsten tiago till tim timothy tina tobias todd tom tomas tomasz tommy toni tony tracy
    trevor tristan tyler udo ulrich ulrike ulf umar urs ursula ute uwe vadim valentin valentina valeria valerie vanessa vera veronica veronika victor victoria viktor viktoria vincent
    vincenzo viola virginia vladimir volker walter wendy werner will william wim wojciech wolfgang xavier yannick yasmin yuki yulia yusuf yves yvonne zach zachary zainab zeynep zoe zofia łukasz
    агата александр александра алексей алёна алена алина алла анастасия анатолий андрей анна антон арсений артём артем борис вадим валентин валентина валерий варвара василий вера
    виктор виктория виталий владимир владислав вячеслав галина георгий глеб григорий дарья денис дмитрий евгений евгения егор екатерина елена елизавета иван игорь илья инна ирина кирилл
    константин ксения лариса лев леонид лидия людмила максим маргарита марина мария михаил надежда наталия наталья никита николай нина оксана олег ольга павел пётр петр полина роман
    руслан светлана семён сергей софья станислав степан тамара татьяна тимур фёдор юлия юрий яна ярослав
    أحمد محمد محمود علي حسن حسين خالد عمر عبد عبدالله إبراهيم يوسف سعيد سامي كريم طارق ياسر مصطفى فاطمة مريم سارة ليلى نور هدى منى رنا زينب عائشة
    """.split()
)
