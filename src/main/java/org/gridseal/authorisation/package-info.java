/// Who is let in: what people decide about an identity (a certificate of ours, or an LFDI whoever
/// issued it), how many of them must agree, and what stands now (CSIP: the utility's own list of
/// authorised devices; IEEE 2030.5-2018 §6.3.4).
@NullMarked
package org.gridseal.authorisation;

import org.jspecify.annotations.NullMarked;
