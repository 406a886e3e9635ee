/// What the servers that speak with devices (head-ends) must know: who is authorized now, and what
/// changed, for them to ask, and to be told.
@NullMarked
package org.gridseal.headend;

import org.jspecify.annotations.NullMarked;
