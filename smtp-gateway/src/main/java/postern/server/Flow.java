package postern.server;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.multibindings.ProvidesIntoSet;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.mailetcontainer.AutomaticallySentMailDetectorImpl;
import org.apache.james.mailetcontainer.api.LocalResources;
import org.apache.james.mailetcontainer.api.MailProcessor;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.mailetcontainer.impl.CompositeProcessorImpl;
import org.apache.james.mailetcontainer.impl.JamesMailSpooler;
import org.apache.james.mailetcontainer.impl.JamesMailetContext;
import org.apache.james.mailetcontainer.impl.LocalResourcesImpl;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.mailet.MailetContext;
import org.apache.mailet.base.AutomaticallySentMailDetector;

/** James' mailet container with the flow of conf/mailetcontainer.xml. The spooler starts apart, when all else stands. */
final class Flow extends AbstractModule {
    @Override
    protected void configure() {
        bind(CompositeProcessorImpl.class).in(Scopes.SINGLETON);
        bind(MailProcessor.class).to(LastResort.class);
        bind(JamesMailSpooler.class).in(Scopes.SINGLETON);
        bind(JamesMailetContext.class).in(Scopes.SINGLETON);
        bind(MailetContext.class).to(JamesMailetContext.class);
        bind(LocalResourcesImpl.class).in(Scopes.SINGLETON);
        bind(LocalResources.class).to(LocalResourcesImpl.class);
        bind(AutomaticallySentMailDetectorImpl.class).in(Scopes.SINGLETON);
        bind(AutomaticallySentMailDetector.class).to(AutomaticallySentMailDetectorImpl.class);
        bind(MailetLoader.class).to(FlowMailets.class);
        bind(MatcherLoader.class).to(FlowMatchers.class);
    }

    @ProvidesIntoSet
    InitializationOperation context(ConfigurationProvider settings, JamesMailetContext context) {
        return InitilizationOperationBuilder.forClass(JamesMailetContext.class)
            .init(() -> context.configure(settings.getConfiguration("mailetcontainer.context")));
    }

    @ProvidesIntoSet
    InitializationOperation processors(ConfigurationProvider settings, CompositeProcessorImpl processors) {
        return InitilizationOperationBuilder.forClass(CompositeProcessorImpl.class).init(() -> {
            HierarchicalConfiguration<ImmutableNode> order = settings.getConfiguration("mailetcontainer.processors");
            order.setProperty("[@enableJmx]", false);
            processors.configure(order);
            processors.init();
        });
    }
}
