/// SQL where every enrollment passes, one word for all that a database can fail with, and work that
/// goes on when it is back.
@NullMarked
package org.gridseal.database;

import org.jspecify.annotations.NullMarked;
