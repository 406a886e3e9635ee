/// How a policy comes into force: with the agreement of different people, and with what it would
/// change before their eyes.
@NullMarked
package org.gridseal.enactment;

import org.jspecify.annotations.NullMarked;
