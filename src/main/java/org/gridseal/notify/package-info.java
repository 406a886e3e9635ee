/// Messages that go out by themselves: webhooks to head-ends, as CloudEvents 1.0, signed after
/// Standard Webhooks.
@NullMarked
package org.gridseal.notify;

import org.jspecify.annotations.NullMarked;
