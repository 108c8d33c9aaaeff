"""What the console consists of: what the window shows at once, and what is made when asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from apay_console.presenters.buyer.arrivals import Arrivals
from apay_console.presenters.buyer.buyer import Buyer
from apay_console.presenters.buyer.landing import Landing
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.housekeeping import Housekeeping
from apay_console.presenters.privacy import Privacy
from apay_console.presenters.profiles.profiles import Profiles
from apay_console.presenters.sale.courier import SaleCourier
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.editor import SaleEditor
from apay_console.presenters.sale.later import Later
from apay_console.presenters.sale.shelf import SalesShelf
from apay_console.presenters.services import Services

if TYPE_CHECKING:
    from apay_console.presenters.emulator.doctor import Doctor
    from apay_console.presenters.emulator.emulator_tools import EmulatorTools
    from apay_console.presenters.history.attention import Attention
    from apay_console.presenters.history.leading import Leading
    from apay_console.presenters.history.past import Past
    from apay_console.presenters.notifications.notifications import Notifications
    from apay_console.presenters.notifications.receiver import Receiver
    from apay_console.presenters.notifications.told_objects import ToldObjects
    from apay_console.presenters.profiles.profile_editor import ProfileEditor
    from apay_console.presenters.profiles.profile_removal import ProfileRemoval
    from apay_console.presenters.sale.pasting import Pasting
    from apay_console.presenters.sale.signed_call import SignedCall
    from apay_console.presenters.shop.shop import Shop
    from apay_console.presenters.shop.shop_watch import ShopWatch
    from apay_console.presenters.taking.taking import Taking
    from apay_console.presenters.why.why import Why


class ConsoleParts(QObject):
    """Makes every part once, and hands each what it needs of the others."""

    def __init__(
        self,
        services: Services,
        profiles: Profiles,
        host: EmulatorHost,
        landing: Landing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.profiles = profiles
        self.host = host
        self.landing = landing
        self.desk = SaleDesk(services, self)
        self.editor = SaleEditor(self.desk, self)
        self.courier = SaleCourier(self.desk, self)
        self.later = Later(self.desk, self.courier, self)
        self.shelf = SalesShelf(self.desk, self)
        self.buyer = Buyer(self.desk, self.courier, self)
        self.arrivals = Arrivals(self.desk, self.shelf, self.buyer, self)
        self.housekeeping = Housekeeping(self.desk, self)
        self.privacy = Privacy(self.desk, self)
        self.shelf.opened.connect(lambda _: self.attention.look())

    # --- made after the first paint, or by a panel -----------------------------------------------

    @cached_property
    def why(self) -> Why:
        """What explains whatever went wrong or has to wait."""
        from apay_console.presenters.why.why import Why  # noqa: PLC0415 - when it is asked for

        return Why(self.desk)

    @cached_property
    def tools(self) -> EmulatorTools:
        """The emulator's clock, its faults and its bad days."""
        from apay_console.presenters.emulator.emulator_tools import EmulatorTools  # noqa: PLC0415 - after first paint

        return EmulatorTools(self.desk, self.courier, self.buyer, self.later, self.host)

    def now(self) -> float:
        """The time of the sale on the desk."""
        return self.tools.now()

    @cached_property
    def watch(self) -> ShopWatch:
        """What the merchant's own program asks of the emulator."""
        from apay_console.presenters.shop.shop_watch import ShopWatch  # noqa: PLC0415 - as above

        return ShopWatch(self.desk, self.shelf, self.host, self)

    @cached_property
    def calls(self) -> SignedCall:
        """Any signed call."""
        from apay_console.presenters.sale.signed_call import SignedCall  # noqa: PLC0415 - as above

        return SignedCall(self.desk, self.courier.live, self)

    @cached_property
    def pasting(self) -> Pasting:
        """What is pasted into a form."""
        from apay_console.presenters.sale.pasting import Pasting  # noqa: PLC0415 - seldom asked for

        return Pasting(self.desk, self.editor, self.shelf, self)

    @cached_property
    def past(self) -> Past:
        """Every exchange there ever was."""
        from apay_console.presenters.history.past import Past  # noqa: PLC0415 - seldom asked for

        return Past(self.desk, self.profiles, self)

    @cached_property
    def leading(self) -> Leading:
        """The way from an exchange of the past to the desk."""
        from apay_console.presenters.history.leading import Hands, Leading  # noqa: PLC0415 - as above

        hands = Hands(self.desk, self.shelf, self.editor, self.later, self.profiles)
        return Leading(hands, self)

    @cached_property
    def attention(self) -> Attention:
        """Writes whose fate is unknown."""
        from apay_console.presenters.history.attention import Attention  # noqa: PLC0415 - as above

        return Attention(self.desk, self.profiles, lambda: self.leading, self)

    @cached_property
    def notifications(self) -> Notifications:
        """The notifications that the emulator sends."""
        from apay_console.presenters.notifications.notifications import Notifications  # noqa: PLC0415 - as above

        return Notifications(self.desk.services, self.host, self.receiver, self)

    @cached_property
    def receiver(self) -> Receiver:
        """The notifications that come here."""
        from apay_console.presenters.notifications.receiver import Receiver  # noqa: PLC0415 - as above

        return Receiver(self.desk.services, self.host, lambda: self.profiles.current.way, self)

    @cached_property
    def told(self) -> ToldObjects:
        """The objects that notifications tell of."""
        from apay_console.presenters.notifications.told_objects import ToldObjects  # noqa: PLC0415 - as above

        return ToldObjects(self.desk, self.shelf, self.later, self.calls, self)

    @cached_property
    def doctor(self) -> Doctor:
        """The signature doctor, for requests that were captured elsewhere."""
        from apay_console.presenters.emulator.doctor import Doctor  # noqa: PLC0415 - seldom asked for

        return Doctor(self.desk.services, self.host, self)

    @cached_property
    def taking(self) -> Taking:
        """Exchanges that are taken elsewhere: as curl, HAR, code or evidence."""
        from apay_console.presenters.taking.taking import Taking  # noqa: PLC0415 - seldom asked for

        return Taking(self.desk, self.profiles, self)

    def make_shop(self) -> Shop:
        """Make what the panel of the merchant's own program works on."""
        from apay_console.presenters.shop.shop import Shop  # noqa: PLC0415 - seldom asked for

        return Shop(self.desk.services, self.host, self.watch, self.shelf)

    def profile_editor(self) -> ProfileEditor:
        """Make what the dialog of profiles and keys works on."""
        from apay_console.presenters.profiles.key_trial import KeyTrial  # noqa: PLC0415 - seldom asked for
        from apay_console.presenters.profiles.keys import KeyIntake  # noqa: PLC0415 - as above
        from apay_console.presenters.profiles.profile_editor import ProfileEditor  # noqa: PLC0415 - as above

        services = self.desk.services
        intake, test = KeyIntake(services.runner), KeyTrial(services.sender, services.runner)
        return ProfileEditor(self.profiles, intake, test, services.new_id)

    def profile_removal(self, editor: ProfileEditor) -> ProfileRemoval:
        """Make what removes the profile that an editor shows."""
        from apay_console.presenters.profiles.profile_removal import ProfileRemoval  # noqa: PLC0415 - as above

        return ProfileRemoval(editor, self.desk.services.sender.unfinished)
