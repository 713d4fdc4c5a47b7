/** What the administrator decided about this host: hardware roles, tolerances, protections. Values only. */
@NullMarked
package org.dubnium.daemon.domain.policy;

import org.jspecify.annotations.NullMarked;
