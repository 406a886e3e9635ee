/// What several tests share: a real database, and fakes named for how they behave.
@NullMarked
package org.gridseal.testing;

import org.jspecify.annotations.NullMarked;
