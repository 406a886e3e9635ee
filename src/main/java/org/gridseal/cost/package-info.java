/// What a site's security costs on its way to us: octets and round trips of each kind of session,
/// computed from what the protocols send, and from these a month's volume, its price, and the time
/// to the first byte. Pure; docs/cost.md holds it against what was measured.
@NullMarked
package org.gridseal.cost;

import org.jspecify.annotations.NullMarked;
