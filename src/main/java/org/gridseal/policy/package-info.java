/// What a site of a given size must meet. Pure: a policy book is read from a file and answers
/// questions; it holds no state and does no input or output.
@NullMarked
package org.gridseal.policy;

import org.jspecify.annotations.NullMarked;
