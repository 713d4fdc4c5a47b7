/**
 * Where a service's log goes: to journald with structured fields, or to standard error. Code logs
 * through slf4j; a key-value pair whose key is the name of a journal field becomes that field.
 */
@NullMarked
package org.dubnium.common.log;

import org.jspecify.annotations.NullMarked;
