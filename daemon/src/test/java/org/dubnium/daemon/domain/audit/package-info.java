/** Tests of what is put on record. */
@NullMarked
package org.dubnium.daemon.domain.audit;

import org.jspecify.annotations.NullMarked;
