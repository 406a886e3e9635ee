/// What is registered: sites, their DER units, the devices that hold keys, and the identifiers of
/// IEEE 2030.5-2018 §6.3. Nouns only; nothing here knows of certificates, storage policy or the
/// wire.
@NullMarked
package org.gridseal.site;

import org.jspecify.annotations.NullMarked;
