/// SQL where every enrollment passes, and one word for all that a database can fail with.
@NullMarked
package org.gridseal.database;

import org.jspecify.annotations.NullMarked;
