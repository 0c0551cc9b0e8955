import angular from 'simple-icons/icons/angular.svg'
import ansible from 'simple-icons/icons/ansible.svg'
import apache from 'simple-icons/icons/apache.svg'
import cassandra from 'simple-icons/icons/apachecassandra.svg'
import cordova from 'simple-icons/icons/apachecordova.svg'
import groovy from 'simple-icons/icons/apachegroovy.svg'
import hadoop from 'simple-icons/icons/apachehadoop.svg'
import kafka from 'simple-icons/icons/apachekafka.svg'
import maven from 'simple-icons/icons/apachemaven.svg'
import tomcat from 'simple-icons/icons/apachetomcat.svg'
import centos from 'simple-icons/icons/centos.svg'
import clojure from 'simple-icons/icons/clojure.svg'
import codeigniter from 'simple-icons/icons/codeigniter.svg'
import debian from 'simple-icons/icons/debian.svg'
import django from 'simple-icons/icons/django.svg'
import dotnet from 'simple-icons/icons/dotnet.svg'
import drupal from 'simple-icons/icons/drupal.svg'
import jetty from 'simple-icons/icons/eclipsejetty.svg'
import vertx from 'simple-icons/icons/eclipsevertdotx.svg'
import elastic from 'simple-icons/icons/elastic.svg'
import erlang from 'simple-icons/icons/erlang.svg'
import fedora from 'simple-icons/icons/fedora.svg'
import freebsd from 'simple-icons/icons/freebsd.svg'
import git from 'simple-icons/icons/git.svg'
import gitea from 'simple-icons/icons/gitea.svg'
import github from 'simple-icons/icons/github.svg'
import gitlab from 'simple-icons/icons/gitlab.svg'
import go from 'simple-icons/icons/go.svg'
import haproxy from 'simple-icons/icons/haproxy.svg'
import helm from 'simple-icons/icons/helm.svg'
import intellij from 'simple-icons/icons/intellijidea.svg'
import javascript from 'simple-icons/icons/javascript.svg'
import jenkins from 'simple-icons/icons/jenkins.svg'
import joomla from 'simple-icons/icons/joomla.svg'
import knative from 'simple-icons/icons/knative.svg'
import laravel from 'simple-icons/icons/laravel.svg'
import linux from 'simple-icons/icons/linux.svg'
import mariadb from 'simple-icons/icons/mariadb.svg'
import mongodb from 'simple-icons/icons/mongodb.svg'
import mysql from 'simple-icons/icons/mysql.svg'
import nginx from 'simple-icons/icons/nginx.svg'
import nodejs from 'simple-icons/icons/nodedotjs.svg'
import openjdk from 'simple-icons/icons/openjdk.svg'
import openstack from 'simple-icons/icons/openstack.svg'
import perl from 'simple-icons/icons/perl.svg'
import php from 'simple-icons/icons/php.svg'
import postgresql from 'simple-icons/icons/postgresql.svg'
import python from 'simple-icons/icons/python.svg'
import quarkus from 'simple-icons/icons/quarkus.svg'
import r from 'simple-icons/icons/r.svg'
import rabbitmq from 'simple-icons/icons/rabbitmq.svg'
import react from 'simple-icons/icons/react.svg'
import redhat from 'simple-icons/icons/redhat.svg'
import openshift from 'simple-icons/icons/redhatopenshift.svg'
import redis from 'simple-icons/icons/redis.svg'
import ruby from 'simple-icons/icons/ruby.svg'
import rails from 'simple-icons/icons/rubyonrails.svg'
import rust from 'simple-icons/icons/rust.svg'
import scala from 'simple-icons/icons/scala.svg'
import spring from 'simple-icons/icons/spring.svg'
import springBoot from 'simple-icons/icons/springboot.svg'
import suse from 'simple-icons/icons/suse.svg'
import symfony from 'simple-icons/icons/symfony.svg'
import ubuntu from 'simple-icons/icons/ubuntu.svg'
import wordpress from 'simple-icons/icons/wordpress.svg'
import zend from 'simple-icons/icons/zend.svg'

/**
 * The pictures of the console's own build for what the annotation `iconClass` says: the classes of openshift/library and of
 * the OpenShift console's catalog. Products without a picture of their own have their maker's, others none.
 */
const icons: Record<string, string> = {
  '3scale': redhat,
  amq: redhat,
  angular,
  angularjs: angular,
  ansible,
  apache,
  camel: apache,
  cassandra,
  centos,
  clojure,
  codeigniter,
  cordova,
  datagrid: redhat,
  datavirt: redhat,
  debian,
  decisionserver: redhat,
  django,
  dotnet,
  drupal,
  eap: redhat,
  elastic,
  elasticsearch: elastic,
  erlang,
  fedora,
  freebsd,
  git,
  gitea,
  github,
  gitlab,
  go,
  'go-gopher': go,
  golang: go,
  grails: groovy,
  groovy,
  hadoop,
  haproxy,
  helm,
  httpd: apache,
  intellij,
  java: openjdk,
  javascript,
  jboss: redhat,
  jenkins,
  jetty,
  joomla,
  jruby: ruby,
  js: javascript,
  kafka,
  knative,
  laravel,
  linux,
  mariadb,
  maven,
  mongodb,
  mysql,
  'mysql-database': mysql,
  nginx,
  node: nodejs,
  nodejs,
  openjdk,
  openshift,
  openstack,
  'other-linux': linux,
  perl,
  php,
  postgres: postgresql,
  postgresql,
  processserver: redhat,
  python,
  quarkus,
  r,
  rabbitmq,
  rails,
  react,
  redhat,
  redis,
  'rh-integration': redhat,
  'rh-openjdk': openjdk,
  'rh-spring-boot': springBoot,
  'rh-tomcat': tomcat,
  ruby,
  rust,
  scala,
  shadowman: redhat,
  spring,
  'spring-boot': springBoot,
  sso: redhat,
  suse,
  symfony,
  tomcat,
  ubuntu,
  vertx,
  wordpress,
  zend,
}

/** What is drawn where no picture is known. */
export type PlainIcon = 'database' | 'builder' | 'image'

/**
 * The picture of an `iconClass`, which may hold several classes: a file of the console's own build. Undefined for what is not
 * known, be it an address: nothing is ever loaded from where an annotation says.
 */
export function iconOf(iconClass: string | undefined): string | undefined {
  for (const word of (iconClass ?? '').toLowerCase().split(/\s+/)) {
    const name = /^(?:icon|fa|pficon|pf-icon)-(.+)$/.exec(word)?.[1]
    if (name !== undefined && Object.hasOwn(icons, name)) return icons[name]
  }
  return undefined
}

/** What is drawn instead of a picture. */
export function plainIconOf({ words, builder }: { words: readonly string[]; builder: boolean }): PlainIcon {
  if (words.includes('database')) return 'database'
  return builder ? 'builder' : 'image'
}
