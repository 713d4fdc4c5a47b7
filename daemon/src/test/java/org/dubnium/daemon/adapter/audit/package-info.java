@NullMarked
package org.dubnium.daemon.adapter.audit;

import org.jspecify.annotations.NullMarked;
