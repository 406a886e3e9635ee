/// Blocks of IP addresses, by which it is told who may come and where messages may go.
@NullMarked
package org.gridseal.network;

import org.jspecify.annotations.NullMarked;
