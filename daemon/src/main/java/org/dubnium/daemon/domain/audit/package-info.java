/** What the audit log says. */
@NullMarked
package org.dubnium.daemon.domain.audit;

import org.jspecify.annotations.NullMarked;
