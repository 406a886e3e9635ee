/// From a filled-in form to an approved site: submit, review, approve, return, refuse.
@NullMarked
package org.gridseal.registration;

import org.jspecify.annotations.NullMarked;
