//! English header words, folded.

use super::{Table, Word::*};

pub const WORDS: Table = &[
    (
        Customer,
        "customer|customers|client|clients|buyer|cust|shopper|patron|user|member|account|consumer|donor|subscriber|guest|payer|purchaser|patient|holder",
    ),
    (Username, "username|user name|login|handle|nickname|buyer username"),
    (Person, "contact|contacts|person|contact person"),
    (Company, "company|organization|organisation|org|business|firm"),
    (LegalName, "legal name|business name|trade name"),
    (Lead, "lead|leads|prospect|prospects"),
    (
        Seller,
        "seller|salesperson|sales person|sales rep|rep|salesman|owner|employee|staff|agent|cashier|assigned to|account manager|vendor manager|consultant|operator|served by",
    ),
    (Supplier, "supplier|provider|vendor|manufacturer"),
    (
        CurrentSupplier,
        "current supplier|current provider|current vendor|existing supplier|competitor",
    ),
    (
        Referrer,
        "referrer|referer|referred by|referral|introduced by|recommended by|sponsor|affiliate",
    ),
    (Beneficiary, "beneficiary|dependent|dependant|end user|recipient|student"),
    (Other, "merchant|store email|shop email|company email|receiver|payee|ship from|return to"),
    (Other, "to email|to email address"),
    (Name, "name|names|full name|fullname|display name|nm"),
    (
        NamePart,
        "first name|last name|firstname|lastname|surname|given name|family name|middle name|forename|fname|lname",
    ),
    (Email, "email|e mail|mail|emails|email address|e mail address|mail address|email addr"),
    (
        Phone,
        "phone|telephone|tel|mobile|cell|cellphone|cell phone|phone number|mobile number|phone no|sms|whatsapp|msisdn|fax|mobile phone",
    ),
    (
        Document,
        "tax id|tax number|vat number|vat id|vat no|vat reg no|tin|ein|ssn|national id|passport|id card|personal code|company code|registration number|tax identification number|document number",
    ),
    (Paper, "document|doc"),
    (
        Address,
        "address|street|addr|address line|house number|apartment|address1|address2|line1|line2",
    ),
    (
        Region,
        "city|town|state|province|country|region|county|district|zone|territory|area|location city|country code|province code|state code|municipality|neighborhood|neighbourhood|geo|province name|suburb",
    ),
    (Zip, "zip|zipcode|zip code|postcode|post code|postal code|postal"),
    (
        Id,
        "id|ids|no|nr|num|number|code|key|identifier|uid|uuid|guid|ref|hash|record id|external id",
    ),
    (
        Order,
        "order|orders|purchase|purchases|booking|reservation|sale|checkout order|po|purchase order|po number|customer po",
    ),
    (Transaction, "transaction|transactions|txn|trx|trans|charge"),
    (Invoice, "invoice|bill|inv|invoices"),
    (Receipt, "receipt|ticket|basket|bon|voucher no"),
    (Payment, "payment|payments|paymentintent|payout|tender|funding"),
    (Line, "line|lineitem|line item|item line|order line|row"),
    (Line, "item|items"),
    (Product, "product|products|item|article|goods|material|asin|isbn|course|service|offer"),
    (
        Sku,
        "sku|stock code|stockcode|item code|item no|item number|product code|ean|upc|gtin|barcode|part number|part no|asin|isbn|style code|plu|mpn|product id|product sku|item sku",
    ),
    (Description, "description|desc|details|descr"),
    (Title, "title|subject"),
    (
        Category,
        "category|categories|product type|product group|product category|department|dept|collection|product line|family|subcategory|sub category|genre|item category|item group|item type|product class",
    ),
    (Type, "type|kind"),
    (Group, "group|segment|tier|level|class|cohort"),
    (
        Quantity,
        "quantity|qty|quantities|units|pcs|pieces|units sold|item count|number of items|items count|quantity ordered|quantity purchased|volume|qnty|qt|num items|order quantity",
    ),
    (Stock, "stock|in stock|stock level|stock quantity|inventory|available|on hand|qty in stock"),
    (Deal, "deal|deals|opportunity|opportunities|pipeline deal|quote"),
    (Date, "date|day|datetime|timestamp|date time|dt|on date|when"),
    (Time, "time|hour"),
    (
        Created,
        "created|created at|created on|creation|create date|date created|created date|creation date|placed|placed at|placed on|date added|added|entered|recorded|logged|submitted|submitted at|ordered|ordered at|processed at",
    ),
    (
        Sold,
        "sold|sold on|sold at|purchased|purchased at|purchase date|bought|ordered on|sale date|date of sale|date of purchase|completed at|date completed|completed date",
    ),
    (
        Issued,
        "issued|issue date|invoice date|posting date|booked|posted|trade date|effective date|document date",
    ),
    (Paid, "paid|paid at|paid on|captured at|date paid|payment date|settled|cleared"),
    (
        Updated,
        "updated|modified|last updated|last modified|updated at|changed|edited|synced|last change|last seen|last activity",
    ),
    (
        Due,
        "due|due date|expiry|expires|expiration|deadline|valid until|expire|renewal|next activity|next|exp|evidence due",
    ),
    (Close, "close|closed|close date|closing|closing date|closed at"),
    (Expected, "expected|forecast|planned|estimated"),
    (Won, "won|won time|won at"),
    (Birth, "birth|birthday|birthdate|birth date|date of birth|dob|born|bday"),
    (
        Signup,
        "signup|sign up|signed up|registered|registration|registration date|joined|join date|member since|customer since|enrolled|enrollment|first seen|date joined|subscribed at|subscribed on|opt in date|onboarded|registered at|acquisition date|client since|since",
    ),
    (
        Amount,
        "amount|amt|value|sum|paid amount|amount paid|price paid|turnover|revenue|money|charged|payment amount|item total|row total|extended price|extended amount|net amount paid|gmv|takings|spend",
    ),
    (Total, "total|totals|order total|ttl|tot|total price|total amount|total value"),
    (
        Grand,
        "grand total|total due|invoice total|total charged|total to pay|amount charged|total incl tax|total inc tax|total including tax",
    ),
    (Subtotal, "subtotal|sub total|total excl tax|total ex tax|order subtotal|before tax"),
    (Price, "price|rate|unit price|selling price|sale price|prices"),
    (Unit, "unit|each|per unit|single|per item|unit price"),
    (Gross, "gross"),
    (Net, "net|nett"),
    (Sales, "sales"),
    (Collected, "collected|total collected|total paid|received"),
    (Tax, "tax|taxes|vat|gst|duty|duties|withholding|tax rate|sales tax|hst|pst"),
    (
        Delivery,
        "shipping|delivery|ship|shipment|freight|fulfillment|fulfilment|fulfilled|dispatch|dispatched|postage|handling|shipped|delivered|courier|ship to|deliver to|delivered at|shipped at",
    ),
    (
        Fee,
        "fee|fees|commission|commissions|charges|service charge|service charges|surcharge|tip|tips|gratuity|interchange|processing|merchant service|gift wrap|gift card|gift|cash|rounding|deposit|withdrawal|adjustment",
    ),
    (
        Refund,
        "refund|refunds|refunded|returned|returns|return|chargeback|credit note|partial refunds|reversal",
    ),
    (
        Balance,
        "balance|outstanding|outstanding balance|owed|credit|credit limit|points|loyalty points|wallet|overdue|limit|debt|arrears",
    ),
    (
        Cost,
        "cost|cogs|cost price|unit cost|costs|cost of goods|purchase price|buying price|landed cost",
    ),
    (
        Discount,
        "discount|discounts|promotion discount|rebate|markdown|price reduction|promo discount",
    ),
    (
        Coupon,
        "coupon|promo|promo code|voucher|promotion|coupon code|promotion ids|discount code|discount codes",
    ),
    (Margin, "margin|profit|gross profit|contribution|earnings|markup"),
    (Converted, "converted|settlement|exchange|presentment|exchange rate|fx|equivalent"),
    (Base, "base"),
    (
        Compare,
        "compare|compare at|compare at price|list price|msrp|rrp|original price|regular price|old price|retail price|catalog price",
    ),
    (Currency, "currency|currency code|curr|ccy|iso currency|currencies"),
    (Installment, "installment|installments|instalment|instalments"),
    (
        Lifetime,
        "total spent|total spend|lifetime|lifetime value|ltv|clv|amount spent|lifetime spend|lifetime revenue|spent|money spent|total revenue customer|total purchases|total sales ytd|ytd",
    ),
    (
        Count,
        "count|total orders|orders count|order count|number of orders|num orders|n orders|no of orders|number of purchases|times|visits count|frequency|recency|rank|index|orders placed",
    ),
    (
        Last,
        "last|latest|most recent|recent|previous|last order|last purchase|last order date|last purchase date|days since",
    ),
    (First, "first|first order|first purchase|initial|first order date|first purchase date"),
    (Average, "average|avg|mean|aov|average order value|median|max|min"),
    (Annual, "annual|yearly|monthly|annual revenue|employees|number of employees|income before"),
    (
        Status,
        "status|order status|payment status|state of order|financial status|fulfillment status|condition|order state|payment state",
    ),
    (Dispute, "dispute|disputed|claim|avs|cvc|evidence"),
    (Card, "card|credit card|cc|bank|iban|pan|issuer|wallet id|terminal|device|fingerprint"),
    (Billing, "billing|bill to|billto|invoice to|sold to|soldto"),
    (Cancelled, "cancelled|canceled|cancelled at|canceled at|cancellation|voided|cancel"),
    (
        Channel,
        "channel|sales channel|purchase point|medium|utm medium|order channel|marketplace|point of sale|store name|sales source",
    ),
    (
        Source,
        "source|lead source|deal source|utm source|origin|acquisition source|traffic source|how did you hear|original source|heard about us|acquisition channel|referring site|sources",
    ),
    (
        Stage,
        "stage|lifecycle stage|funnel|funnel stage|pipeline stage|deal stage|sales stage|lead stage|phase|lead status|opportunity stage|life cycle stage",
    ),
    (
        Event,
        "event|events|activity|event type|event name|event kind|interaction|engagement|touchpoint|campaign event|visit|survey|visits|appointment|session",
    ),
    (Action, "action|verb|action type|activity type"),
    (
        Direction,
        "direction|balance impact|debit credit|credit debit|dr cr|debit or credit|in out|inbound outbound",
    ),
    (
        Score,
        "score|nps|nps score|csat|rating|satisfaction|survey score|stars|feedback score|review score|grade",
    ),
    (Risk, "risk|fraud|risk level|lead score|credit score|probability|risk score|likelihood"),
    (
        Plan,
        "plan|subscription|membership|package|subscription plan|plan name|membership level|subscription type|membership type",
    ),
    (Sector, "sector|industry|vertical|line of business|business type|company type|naics|sic"),
    (
        Stratum,
        "stratum|income|income band|income class|social class|income level|socioeconomic|income bracket|salary|income range|household income",
    ),
    (
        Consent,
        "consent|opt in|optin|opted in|accepts marketing|accepts email marketing|accepts sms marketing|buyer accepts marketing|newsletter|gdpr|permission|marketing consent|email consent|subscribed|email opt in|sms opt in|marketing opt in|email marketing consent|agreed|sms consent|mailing list",
    ),
    (
        OptOut,
        "opt out|optout|opted out|unsubscribed|unsubscribe|blacklisted|blocklisted|bounced|do not contact|do not call|do not email|email blacklisted|sms blacklisted|suppressed|email opt out|bounce|hard bounce",
    ),
    (Marketing, "marketing"),
    (Reason, "reason|cause|why"),
    (Lost, "lost|loss|churn|churned"),
    (
        LossReason,
        "lost reason|loss reason|churn reason|reason lost|reason for loss|closed lost reason|cancellation reason|cancel reason|reason for leaving",
    ),
    (Change, "change|moved|entered stage"),
    (
        Note,
        "note|notes|comment|comments|memo|message|remark|remarks|tag|tags|note attributes|special instructions|customer note|statement descriptor",
    ),
    (
        Reference,
        "purchase order|po number|customer po|po|reference|parent|related|linked|original order|payment reference|legacy",
    ),
    (
        Nothing,
        "time zone|timezone|payment method|payment method title|payment type|shipping method|shipping method title|shipping information|payment source type|payment source|seller message|event timezone|dining option|device name|device id|user agent|ip|ip address|url|landing page|password|latitude|longitude|customer group|customer type|tax exempt|language|locale|gender|sex|age|marital status|civil status|company size|job title|position|image|thumbnail|weight|allocated sources|transaction source|braintree transaction source|dispute state|ship service level|price designation|is business order|variant|product variant|size|color|colour|card type|card brand|credit card type|account type|requires shipping|taxable|fulfillment service|source name id|source identifier|billing period|billing cycle|vendor|mode|captured|delinquent|default card|pickup location code|order key|cart hash|created via|store|shop|warehouse|branch|unit of measure|uom|measure|brand|customer notes|order notes|order comments|order status url|campaign|utm campaign|utm term|utm content|email verified|email confirmed|phone verified|email status|verified email|tracking|tracking number|serial|serial number|version|week|month|year|quarter|hour of day|weekday|day of week",
    ),
];
