import pulumi
import pulumi_bandwidth as bandwidth

config = pulumi.Config()

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

voice = bandwidth.SipPeer(
    "voice",
    site_id=site.site_id,
    name="voice",
    is_default_peer=True,  # the first peer of a site has to be its default
    voice_hosts=[{"host_name": "192.0.2.10", "port": 5060}],
    termination_hosts=[{"host_name": "192.0.2.20"}],
)

# A number that was disconnected may be gone for ever, so this resource cannot be destroyed or replaced by mistake:
# `pulumi destroy` is refused until `pulumi config set protectNumbers false` and one more `pulumi up`.
numbers = bandwidth.PhoneNumberOrder(
    "main",
    site_id=site.site_id,
    sip_peer_id=voice.sip_peer_id,
    search={"area_code": "919"},
    quantity=config.require_int("quantity"),
    opts=pulumi.ResourceOptions(protect=config.require_bool("protectNumbers")),
)

bandwidth.TnOptions(
    "main",
    telephone_numbers=numbers.telephone_numbers,
    calling_name_display="on",
    sms="off",
)

bandwidth.Subscription(
    "orders",
    order_type="orders",
    callback={
        "url": config.require("webhookUrl"),
        "username": "bandwidth",
        "password": config.require_secret("webhookPassword"),
    },
)

pulumi.export("siteId", site.site_id)
pulumi.export("telephoneNumbers", numbers.telephone_numbers)
