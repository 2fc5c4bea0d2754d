//! What rules may know besides what they look at.

use std::cell::OnceCell;

use fyml_schema::{Cloud, DeployPath};

use super::routes::Routes;
use super::{Project, Settings, Toolchain};
use crate::model::{Carried, Function, Membership, Memberships, Service, Trigger};
use crate::syntax::Document;

/// What a rule about the whole service sees.
pub struct ServiceContext<'a> {
    /// The document.
    pub document: &'a Document,
    /// The service it describes.
    pub service: Service<'a>,
    /// The cloud it is judged for: the user's choice, else what `provider.name` says; local aliases stand for their
    /// cloud. `None` if the name is missing or unknown.
    pub cloud: Option<Cloud>,
    /// The builder that would read it.
    pub path: Option<DeployPath>,
    /// Who is folded into which aggregation.
    pub memberships: Memberships<'a>,
    /// What the user chose.
    pub settings: &'a Settings,
    /// What lies beside the file.
    pub project: &'a Project,
    /// What all functions may know alike.
    pub(super) shared: FunctionContext,
    pub(super) routes: OnceCell<Routes>,
}

/// What a rule about one function may know of everything else. Two functions with the same text and the same context
/// have the same problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FunctionContext {
    /// See [`ServiceContext::cloud`].
    pub cloud: Option<Cloud>,
    /// See [`ServiceContext::path`].
    pub path: Option<DeployPath>,
    /// Whether the function is deployed alone, folded into an aggregation, or both.
    pub membership: Membership,
    /// Its events that an aggregation deploys as its own.
    pub carried: Carried,
    /// `deployType` replaces all functions.
    pub has_deploy_type: bool,
    /// `provider.starter` is set: the Midway 3 way of running.
    pub has_starter: bool,
    /// `custom.customDomain` is `false`: no domain leads to the functions.
    pub has_domain_off: bool,
    /// `provider.environment` has entries.
    pub has_provider_environment: bool,
    /// Decorators in the source may add to this function what the file leaves out (Midway 2 and later).
    pub has_decorators: bool,
    /// The major version of `@midwayjs/faas` that package.json asks for, where it says one. It chooses the router of
    /// aggregations: picomatch for 1, path-to-regexp from 2 on.
    pub faas_major: Option<u32>,
    /// The toolchain that the project uses, or that the user chose.
    pub toolchain: Toolchain,
}

/// The cloud a service is judged for and the builder that would read it; see [`ServiceContext`]. Looks at
/// `provider.name` and nothing else.
pub fn target(
    service: Service<'_>,
    settings: &Settings,
    project: &Project,
) -> (Option<Cloud>, Option<DeployPath>) {
    let cloud = settings
        .provider
        .or_else(|| service.provider().cloud())
        .map(Cloud::canonical);
    let path = match cloud {
        Some(Cloud::Aliyun) if settings.use_fun.unwrap_or(project.toolchain.uses_fun) => {
            Some(DeployPath::Fun)
        }
        Some(cloud) => cloud.default_path(),
        None => None,
    };
    (cloud, path)
}

impl<'a> ServiceContext<'a> {
    /// Gathers it for a document.
    pub fn of(
        document: &'a Document,
        settings: &'a Settings,
        project: &'a Project,
    ) -> ServiceContext<'a> {
        let service = Service::of(document);
        ServiceContext::with(document, settings, project, Memberships::of(service))
    }

    /// The same where it is known already who is a member of what.
    pub(super) fn with(
        document: &'a Document,
        settings: &'a Settings,
        project: &'a Project,
        memberships: Memberships<'a>,
    ) -> ServiceContext<'a> {
        let service = Service::of(document);
        let toolchain = Toolchain {
            tool: settings.tool.or(project.toolchain.tool),
            ..project.toolchain
        };
        let (cloud, path) = target(service, settings, project);
        let provider = service.provider();
        let has_starter = provider
            .value("starter")
            .is_some_and(|node| !node.is_falsy());
        let shared = FunctionContext {
            cloud,
            path,
            membership: Membership::default(),
            carried: Carried::default(),
            has_deploy_type: service.deploy_type().is_some(),
            has_starter,
            has_domain_off: service
                .custom_domain()
                .is_some_and(|entry| entry.value.as_bool() == Some(false)),
            has_provider_environment: provider
                .value("environment")
                .is_some_and(|node| !node.entries().is_empty()),
            has_decorators: has_starter || project.has_decorators(),
            faas_major: project.faas_major(),
            toolchain,
        };
        ServiceContext {
            document,
            service,
            cloud,
            path,
            memberships,
            settings,
            project,
            shared,
            routes: OnceCell::new(),
        }
    }

    /// Which functions answer on which path.
    pub(super) fn routes(&self) -> &Routes {
        self.routes.get_or_init(|| Routes::of(self.service))
    }

    /// What the function of this name may know.
    pub fn of_function(&self, name: &str) -> FunctionContext {
        FunctionContext {
            membership: self.memberships.membership(name),
            carried: self.memberships.carried(name),
            ..self.shared
        }
    }

    /// Whether the CLI merges functions from decorators into those of the file: it does from Midway 2 on. Without
    /// `provider.starter` (Midway 3) only `package.json` tells.
    pub fn has_decorators(&self) -> bool {
        self.shared.has_decorators
    }

    /// The toolchain that the project uses, or that the user chose.
    pub fn toolchain(&self) -> Toolchain {
        self.shared.toolchain
    }

    /// Whether aliyun is deployed to by `--useFun`: the user says so, or the project's scripts.
    pub fn uses_fun(&self) -> bool {
        let by_project = self.project.toolchain.uses_fun;
        self.settings.use_fun.unwrap_or(by_project)
    }

    /// Whether it is judged for this cloud.
    pub fn is(&self, cloud: Cloud) -> bool {
        self.cloud == Some(cloud)
    }
}

impl FunctionContext {
    /// Whether it is judged for this cloud.
    pub fn is(&self, cloud: Cloud) -> bool {
        self.cloud == Some(cloud)
    }

    /// The triggers of a function that a builder gets to see: all of one that is deployed as it is written, those that
    /// are carried over of one that is folded, none where a deploy type replaces it.
    pub fn built_triggers<'d>(
        &self,
        function: Function<'d>,
    ) -> impl Iterator<Item = Trigger<'d>> + Clone + use<'d> {
        self.triggers(function, |_| false)
    }

    /// The same, with the http triggers of a function that is folded: their paths and methods are read when packaging.
    pub fn seen_triggers<'d>(
        &self,
        function: Function<'d>,
    ) -> impl Iterator<Item = Trigger<'d>> + use<'d> {
        self.triggers(function, |trigger| trigger.is_first() && trigger.is("http"))
    }

    fn triggers<'d>(
        &self,
        function: Function<'d>,
        is_read_in_folding: fn(&Trigger) -> bool,
    ) -> impl Iterator<Item = Trigger<'d>> + Clone + use<'d> {
        let is_whole = self.membership.is_deployed_alone();
        let is_folded = self.membership.is_folded();
        let is_none = self.has_deploy_type || !is_whole && !is_folded;
        let all = (!is_none).then(|| function.each_trigger());
        let carried = self.carried;
        all.into_iter().flatten().filter(move |trigger| {
            is_whole || carried.has(trigger.event_index()) || is_read_in_folding(trigger)
        })
    }
}
