import pulumi
import pulumi_bandwidth as bandwidth

config = pulumi.Config()
# Where service.mjs can be reached from the internet. With credentials, Bandwidth demands https.
service_url = config.require("serviceUrl")
callback_creds = {"user_id": "bandwidth", "password": config.require_secret("webhookPassword")}

site = bandwidth.Site(
    "raleigh",
    name="Raleigh",
    address={
        "house_number": "900",
        "street_name": "Main Campus Drive",
        "city": "Raleigh",
        "state_code": "NC",
        "zip": "27606",
    },
)

# What answers calls, and what gets texts.
calls = bandwidth.Application(
    "calls",
    name="Calls",
    service_type="Voice-V2",
    call_initiated_callback_url=f"{service_url}/calls",
    call_status_callback_url=f"{service_url}/calls/ended",
    callback_creds=callback_creds,
)
messages = bandwidth.Application(
    "messages",
    name="Messages",
    service_type="Messaging-V2",
    inbound_callback_url=f"{service_url}/messages",
    inbound_callback_creds=callback_creds,
    outbound_callback_url=f"{service_url}/messages",
    outbound_callback_creds=callback_creds,
    requested_callback_types=["message-delivered", "message-failed"],
)

# Without the messaging application, Bandwidth accepts texts and never delivers them, and no error says so.
peer = bandwidth.SipPeer(
    "main",
    site_id=site.site_id,
    name="main",
    is_default_peer=True,  # the first peer of a site has to be its default
    voice={"application_id": calls.application_id},
    messaging={
        "application_id": messages.application_id,
        "sms": {"a2p_long_code": "DefaultOff"},
        "mms": True,
    },
)

# The webhook comes before the numbers: of what was ordered before it, nothing is told.
webhook = bandwidth.Subscription(
    "orders",
    order_type="orders",
    callback={
        "url": f"{service_url}/orders",
        "username": callback_creds["user_id"],
        "password": callback_creds["password"],
    },
)

# Each number that an order brings gets its options at once, so none is ever without its campaign or its passcode.
number_options = {
    "sms": "on",
    "campaign_id": config.require("campaignId"),
    "message_class": config.require("messageClass"),
    "port_out_passcode": config.require_secret("portOutPasscode"),
}

# Numbers are protected: `pulumi destroy` is refused until `pulumi config set protectNumbers false` and one more
# `pulumi up`.
resource_options = pulumi.ResourceOptions(protect=config.require_bool("protectNumbers"), depends_on=[webhook])

# The voice application answers these.
numbers = bandwidth.PhoneNumberOrder(
    "main",
    site_id=site.site_id,
    sip_peer_id=peer.sip_peer_id,
    search={"area_code": "919"},
    quantity=config.require_int("quantity"),
    options=number_options,
    opts=resource_options,
)

# This one has a route plan of its own: a desk rings first, and a mobile telephone when the desk does not answer.
desk = bandwidth.PhoneNumberOrder(
    "desk",
    site_id=site.site_id,
    sip_peer_id=peer.sip_peer_id,
    search={"area_code": "704"},
    quantity=1,
    options={
        **number_options,
        "origination_route_plan": [
            {"name": "Desk", "endpoint": "sip:desk@pbx.example.com", "priority": 1, "weight": 1},
            {"name": "Mobile", "endpoint": "+12125550142", "priority": 2, "weight": 1},
        ],
    },
    opts=resource_options,
)

pulumi.export("telephoneNumbers", numbers.telephone_numbers)
pulumi.export("deskNumbers", desk.telephone_numbers)
