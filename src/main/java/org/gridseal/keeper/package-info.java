/// Where signing keys are kept: adapters of the `SigningKey` port.
@NullMarked
package org.gridseal.keeper;

import org.jspecify.annotations.NullMarked;
